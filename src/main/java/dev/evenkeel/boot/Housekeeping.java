package dev.evenkeel.boot;

import dev.evenkeel.control.ControlListener;
import dev.evenkeel.control.WorkQueue;
import dev.evenkeel.event.EventListener;
import dev.evenkeel.event.EventQueue;
import dev.evenkeel.event.Events;
import dev.evenkeel.garbage.Collector;
import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryChange;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.Kinds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What the registry's contents need to stay in order: events are told and expire, and garbage is collected. */
@Singleton
final class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    /** Changes come in bursts, and one sweep answers for all of them. */
    private static final Duration DEBOUNCE = Duration.ofMillis(200);

    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final String SWEEP = "sweep";

    private final Registry registry;
    private final Events events;
    private final EventQueue queue;
    private final Collector collector;
    private final WorkQueue<String> sweeps = new WorkQueue<>(System::nanoTime, new ControlListener<>() {});
    private final List<Thread> threads = new ArrayList<>();

    Housekeeping(Registry registry, Events events, EventQueue queue, RevisionLog log, Kinds kinds) {
        this.registry = registry;
        this.events = events;
        this.queue = queue;
        this.collector = new Collector(registry, log, kinds);
    }

    /** Who keeps the registry in order is made of what. */
    @Dependent
    static final class Parts {

        @Produces
        @Singleton
        Events events(EvenkeelConfig config, RevisionLog log, ResourceCodec codec, Clock clock) {
            return new Events(
                    log,
                    codec,
                    clock,
                    () -> UUID.randomUUID().toString(),
                    config.events().ttl());
        }

        @Produces
        @Singleton
        EventQueue eventQueue(
                RevisionLog log, ResourceCodec codec, Events events, EventListener listener, Clock clock) {
            return new EventQueue(log, codec, events, listener, clock);
        }
    }

    /** Before the first reconciler runs, so that nothing goes untold. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        registry.onChange(queue::changed);
        registry.onChange(this::wake);
        sweeps.add(SWEEP);
        threads.add(Thread.ofPlatform().name("events").daemon().start(queue::work));
        threads.add(Thread.ofPlatform().name("garbage").daemon().start(this::sweepLoop));
    }

    /** After the reconcilers. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent event) {
        sweeps.close();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(STOP_TIMEOUT);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Scheduled(every = "1m", delayed = "1m")
    void tick() {
        sweeps.add(SWEEP);
        events.expire();
    }

    /** Only what was deleted, or marked to be, makes garbage. */
    private void wake(RegistryChange change) {
        if (!change.statusOnly() && change.type() != LoggedChange.Type.ADDED) {
            sweeps.addAfter(SWEEP, DEBOUNCE);
        }
    }

    private void sweepLoop() {
        try {
            while (!sweeps.closed()) {
                Optional<String> sweep = sweeps.take(AGAIN);
                if (sweep.isPresent()) {
                    sweep(sweep.get());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep(String sweep) {
        try {
            if (!collector.sweep()) {
                sweeps.addAfter(sweep, AGAIN);
            }
        } catch (RegistryException unanswered) {
            LOG.warnf("garbage not collected cause=\"%s\"", unanswered.getMessage());
            sweeps.addAfter(sweep, AGAIN);
        } finally {
            sweeps.done(sweep);
        }
    }
}
