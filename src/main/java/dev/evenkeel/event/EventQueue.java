package dev.evenkeel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.RegistryChange;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.EventType;
import dev.evenkeel.resource.Resource;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Stands between those that change resources and the telling of it, so that nobody waits: what does not fit is lost,
 * and counted. One thread tells, in the order in which things happened.
 */
public final class EventQueue implements EventRecorder {

    /** How much may wait to be told. */
    public static final int WAITING_MAX = 10_000;

    private static final Logger LOG = Logger.getLogger(EventQueue.class);

    private final RevisionLog log;
    private final JsonMapper mapper;
    private final Events events;
    private final Allowance allowance;
    private final EventListener listener;
    private final BlockingQueue<Supplier<List<Happening>>> waiting = new LinkedBlockingQueue<>(WAITING_MAX);

    public EventQueue(RevisionLog log, ResourceCodec codec, Events events, EventListener listener, Clock clock) {
        this.log = log;
        this.mapper = codec.mapper();
        this.events = events;
        this.allowance = new Allowance(clock);
        this.listener = listener;
    }

    @Override
    public void record(Resource<?, ?> about, EventType type, String reason, String message) {
        offer(() -> List.of(new Happening(Subject.of(about), type, reason, message)));
    }

    /** Tells what a change of a resource means, if it means anything to anybody. */
    public void changed(RegistryChange change) {
        if (change.type() != LoggedChange.Type.ADDED) {
            offer(() -> log.since(change.revision() - 1, 1).stream()
                    .flatMap(logged -> happenings(logged).stream())
                    .toList());
        }
    }

    /** Tells until it is interrupted. */
    public void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                tell(waiting.take());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells what waits now. */
    void drain() {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            tell(next);
        }
    }

    private void offer(Supplier<List<Happening>> happenings) {
        if (!waiting.offer(happenings)) {
            listener.lost(EventListener.Loss.QueueFull);
        }
    }

    private void tell(Supplier<List<Happening>> next) {
        try {
            next.get().forEach(this::tell);
        } catch (RegistryException unanswered) {
            LOG.debugf("not told cause=\"%s\"", unanswered.getMessage());
            listener.lost(EventListener.Loss.RegistryUnavailable);
        }
    }

    private void tell(Happening happening) {
        if (allowance.take(happening.subject().uid())) {
            events.record(happening);
            listener.recorded(happening.type());
        } else {
            listener.lost(EventListener.Loss.TooMany);
        }
    }

    private List<Happening> happenings(LoggedChange change) {
        JsonNode after = tree(change.object());
        Subject subject = new Subject(
                after.path("apiVersion").asText(),
                change.key(),
                after.path("metadata").path("uid").asText(),
                Long.toString(change.revision()));
        return change.type() == LoggedChange.Type.DELETED
                ? List.of(new Happening(subject, EventType.Normal, "Deleted", "the resource is gone"))
                : change.previous()
                        .map(before -> ConditionChanges.between(subject, tree(before), after))
                        .orElse(List.of());
    }

    private JsonNode tree(StoredObject stored) {
        try {
            return mapper.readTree(stored.json());
        } catch (JsonProcessingException corrupt) {
            throw new RegistryException.Unavailable(stored.key() + " cannot be read back from the registry", corrupt);
        }
    }
}
