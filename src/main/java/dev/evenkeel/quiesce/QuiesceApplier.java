package dev.evenkeel.quiesce;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Makes containers stand still and run again. The order of its calls is that of a window: plan, open, check, close. */
public final class QuiesceApplier {

    /** What a process ends with that was killed. */
    private static final int KILLED = 137;

    private static final Logger LOG = Logger.getLogger(QuiesceApplier.class);

    private final Optional<String> self;
    private final LongSupplier nanoTime;

    /**
     * @param self the id of the container in which this program lives; empty when it lives in none
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public QuiesceApplier(Optional<String> self, LongSupplier nanoTime) {
        this.self = self;
        this.nanoTime = nanoTime;
    }

    /**
     * Who has to stand still. Nothing is done yet.
     *
     * @throws QuiesceException when it must not be done
     */
    public QuiescePlan plan(Engine engine, QuiesceSpec spec, List<String> volumes) {
        return QuiescePlanner.hold(
                spec.mode(), QuiesceObserver.paths(engine, volumes), QuiesceObserver.running(engine), self);
    }

    /**
     * Makes them stand still. To be called when {@link Quiesced} is durable; whatever is thrown, {@link #close} has to
     * follow.
     *
     * @throws QuiesceException when one of them does not
     */
    public void open(Engine engine, QuiesceSpec spec, QuiescePlan plan) {
        for (QuiesceStep step : plan.steps()) {
            try {
                hold(engine, spec, step);
                LOG.infof("container held step=\"%s\"", step);
            } catch (EngineException.NotFound gone) {
                LOG.debugf("container is gone, and writes nothing container=%s", step.container());
            } catch (EngineException.Rejected | EngineException.Failed refusal) {
                throw new QuiesceException.Refused("the engine does not " + step + ": " + refusal.getMessage());
            }
        }
    }

    /**
     * To be called before the window is closed.
     *
     * @throws QuiesceException.Disturbed when somebody wrote meanwhile, or could have
     */
    public void check(Engine engine, Quiesced window, List<String> volumes) {
        Optional<String> disturbance = QuiescePlanner.disturbance(
                window, QuiesceObserver.paths(engine, volumes), QuiesceObserver.running(engine));
        if (disturbance.isPresent()) {
            throw new QuiesceException.Disturbed(disturbance.get());
        }
    }

    /**
     * Makes all of them run again that can. May be called any number of times, by another process, too; does its work
     * even on a thread that is being interrupted.
     *
     * @return why some do not run yet; nothing when the window is closed
     */
    public List<String> close(Engine engine, Quiesced window) {
        boolean interrupted = Thread.interrupted();
        try {
            List<String> failures = new ArrayList<>();
            for (QuiesceStep step : QuiescePlanner.release(window, QuiesceObserver.states(engine, window))) {
                release(engine, step).ifPresent(failures::add);
            }
            return failures;
        } catch (EngineException unanswered) {
            return List.of("the engine does not answer: " + unanswered.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void hold(Engine engine, QuiesceSpec spec, QuiesceStep step) {
        QuiescedContainer container = step.container();
        if (step instanceof QuiesceStep.Pause) {
            pause(engine, container);
            return;
        }
        long start = nanoTime.getAsLong();
        engine.stopContainer(container.id(), spec.timeout());
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - start);
        boolean killed = engine.container(container.id()).bonds().exitCode() == KILLED;
        if (killed && took.compareTo(spec.timeout()) >= 0) {
            throw new QuiesceException.TimedOut("container " + container + " did not end by itself within "
                    + spec.timeoutSeconds() + " s of being asked to, and was killed: allow it more"
                    + " (quiesce.timeoutSeconds), or use quiesce.mode Pause");
        }
    }

    /** Somebody else may have paused it since we looked: then it stands still, and is unpaused with the others. */
    private static void pause(Engine engine, QuiescedContainer container) {
        try {
            engine.pauseContainer(container.id());
        } catch (EngineException.Rejected | EngineException.Failed refusal) {
            String state = engine.container(container.id()).state();
            if (!state.equals("paused") && !state.equals("exited")) {
                throw refusal;
            }
        }
    }

    private static Optional<String> release(Engine engine, QuiesceStep step) {
        try {
            if (step instanceof QuiesceStep.Unpause) {
                engine.unpauseContainer(step.container().id());
            } else {
                engine.startContainer(step.container().id());
            }
            LOG.infof("container released step=\"%s\"", step);
            return Optional.empty();
        } catch (EngineException failure) {
            LOG.warnf("container not released step=\"%s\" cause=\"%s\"", step, failure.getMessage());
            return Optional.of("container " + step.container() + ": " + failure.getMessage());
        }
    }
}
