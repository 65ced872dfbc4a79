package dev.evenkeel.notify;

import dev.evenkeel.registry.RegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps one receiver up to date: looks what is wrong, has it planned, sends it, and remembers it. What could not be
 * delivered is not kept: the next attempt tells what is true then.
 *
 * <p>Used by one thread.
 */
public final class Notifier {

    /** How often to look. */
    static final Duration LOOK = Duration.ofSeconds(2);

    /** The delay after the first failure; it doubles with each further one. */
    static final Duration RETRY = Duration.ofSeconds(1);

    /** The longest delay. */
    static final Duration RETRY_MAX = Duration.ofMinutes(5);

    private static final int DOUBLINGS_MAX = 16;

    private static final Logger LOG = Logger.getLogger(Notifier.class);

    private final Receiver receiver;
    private final ProblemBoard board;
    private final ToldLog log;
    private final Sender sender;
    private final NotificationListener listener;
    private final Clock clock;
    private Optional<List<Told>> known = Optional.empty();
    private Set<Topic> untold = Set.of();
    private int failures;
    private boolean unsaved;

    Notifier(
            Receiver receiver,
            ProblemBoard board,
            ToldLog log,
            Sender sender,
            NotificationListener listener,
            Clock clock) {
        this.receiver = receiver;
        this.board = board;
        this.log = log;
        this.sender = sender;
        this.listener = listener;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException when a file that {@code receiver} names cannot be used */
    public static Notifier of(
            Receiver receiver, ProblemBoard board, ToldLog log, NotificationListener listener, Clock clock) {
        return new Notifier(receiver, board, log, new HttpSender(receiver), listener, clock);
    }

    /** Sends a message that says nothing, to see whether it arrives. */
    public static Delivery test(Receiver receiver, Instant now) throws InterruptedException {
        Notification test = new Notification(receiver.name(), List.of(), List.of(), now);
        return new HttpSender(receiver).send(NotificationBody.of(receiver.format(), test));
    }

    public String name() {
        return receiver.name();
    }

    /** Tells what there is to tell, if anything; answers when to come back. */
    public Duration turn() throws InterruptedException {
        Instant now = clock.instant();
        try {
            save();
            NotificationPlan plan = NotificationPlanner.plan(known(), board.findings(now), receiver.grace(), now);
            known = Optional.of(plan.before());
            drop(plan);
            if (plan.isEmpty()) {
                failures = 0;
                return LOOK;
            }
            return tell(plan, now);
        } catch (RegistryException unanswered) {
            LOG.warnf("nothing can be told receiver=%s cause=\"%s\"", receiver.name(), unanswered.getMessage());
            return LOOK;
        }
    }

    /** A message is repeated after a crash between its delivery and this: better twice than never. */
    private void save() {
        if (unsaved) {
            log.write(receiver.name(), known());
            unsaved = false;
        }
    }

    private List<Told> known() {
        if (known.isEmpty()) {
            known = Optional.of(log.read(receiver.name()));
        }
        return known.get();
    }

    private Duration tell(NotificationPlan plan, Instant now) throws InterruptedException {
        Notification notification = new Notification(receiver.name(), plan.problems(), plan.recoveries(), now);
        return switch (sender.send(NotificationBody.of(receiver.format(), notification))) {
            case Delivery.Arrived arrived -> {
                failures = 0;
                untold = Set.of();
                known = Optional.of(plan.after());
                unsaved = true;
                try {
                    save();
                } finally {
                    listener.delivered(receiver.name());
                }
                LOG.infof(
                        "notification delivered receiver=%s problems=%d over=%d",
                        receiver.name(),
                        plan.problems().size(),
                        plan.recoveries().size());
                yield receiver.interval().compareTo(LOOK) > 0 ? receiver.interval() : LOOK;
            }
            case Delivery.Failed(String cause) -> {
                untold = topics(plan.problems());
                listener.failed(receiver.name());
                LOG.warnf("notification not delivered receiver=%s cause=\"%s\"", receiver.name(), cause);
                yield delay();
            }
        };
    }

    /** What could not be told and is over now. */
    private void drop(NotificationPlan plan) {
        Set<Topic> gone = new HashSet<>(untold);
        gone.removeAll(topics(plan.problems()));
        gone.forEach(topic -> listener.dropped(receiver.name()));
        untold = untold.isEmpty() ? untold : topics(plan.problems());
    }

    private static Set<Topic> topics(List<Problem> problems) {
        return problems.stream().map(Problem::topic).collect(Collectors.toSet());
    }

    private Duration delay() {
        Duration delay = RETRY.multipliedBy(1L << Math.min(failures++, DOUBLINGS_MAX));
        return delay.compareTo(RETRY_MAX) < 0 ? delay : RETRY_MAX;
    }
}
