package dev.evenkeel.backup;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.quiesce.QuiesceException;
import dev.evenkeel.quiesce.QuiescePlan;
import dev.evenkeel.quiesce.QuiesceSpec;
import dev.evenkeel.quiesce.Quiesced;
import dev.evenkeel.quiesce.QuiescedContainer;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.EventType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * A time in which those who write to some volumes stand still. Who they are is durable before the first is stopped;
 * whatever happens meanwhile, they are made to run again before anything else is done.
 */
final class BackupWindow {

    private static final Logger LOG = Logger.getLogger(BackupWindow.class);

    private final Engine engine;
    private final QuiesceApplier quiesce;
    private final RunJournal<BackupSpec, BackupStatus> journal;
    private final BackupListener listener;
    private final EventRecorder events;
    private final Clock clock;

    BackupWindow(
            Engine engine,
            QuiesceApplier quiesce,
            RunJournal<BackupSpec, BackupStatus> journal,
            BackupListener listener,
            EventRecorder events,
            Clock clock) {
        this.engine = engine;
        this.quiesce = quiesce;
        this.journal = journal;
        this.listener = listener;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Does {@code work} while nobody writes to {@code volumes}, if the spec asks for that.
     *
     * @return why nothing that was read meanwhile may be kept
     */
    Optional<BackupCause> around(List<String> volumes, Runnable work) {
        QuiesceSpec spec = journal.resource().spec().quiesce();
        if (!spec.wanted()) {
            work.run();
            return Optional.empty();
        }
        try {
            QuiescePlan plan = quiesce.plan(engine, spec, volumes);
            LOG.debugf("planned backup=%s plan=%s", journal.resource().key(), plan);
            hold(spec, plan, volumes, work);
            return Optional.empty();
        } catch (QuiesceException failure) {
            return Optional.of(BackupCause.of(failure).about(volumes));
        } catch (EngineException failure) {
            return Optional.of(BackupCause.of(failure).about(volumes));
        }
    }

    private void hold(QuiesceSpec spec, QuiescePlan plan, List<String> volumes, Runnable work) {
        Quiesced window = Quiesced.opening(plan, clock.instant());
        try {
            journal.enter(journal.resource().status().withQuiesced(window));
            quiesce.open(engine, spec, plan);
            tell(window, EventRecorder.CONTAINERS_HELD, "by " + window.mode() + ": ");
            work.run();
            quiesce.check(engine, window, volumes);
        } finally {
            close();
        }
    }

    /**
     * Makes those run again who stand still according to the status, also on a thread that is being interrupted.
     *
     * @return whether all of them do
     */
    boolean close() {
        boolean interrupted = Thread.interrupted();
        try {
            BackupStatus status = journal.resource().status();
            if (!status.holdsContainers()) {
                return true;
            }
            Quiesced window = status.quiesced().orElseThrow();
            List<String> failures = quiesce.close(engine, window);
            Quiesced after = failures.isEmpty() ? window.closed(clock.instant()) : window.hindered(failures);
            journal.write(status.withQuiesced(after));
            if (!after.open()) {
                listener.quiesced(journal.resource(), after);
                tell(after, EventRecorder.CONTAINERS_RELEASED, "after " + after.milliseconds() + " ms: ");
            }
            return !after.open();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tell(Quiesced window, String reason, String how) {
        if (!window.containers().isEmpty()) {
            String who =
                    window.containers().stream().map(QuiescedContainer::name).collect(Collectors.joining(", "));
            events.record(journal.resource(), EventType.Normal, reason, how + who);
        }
    }
}
