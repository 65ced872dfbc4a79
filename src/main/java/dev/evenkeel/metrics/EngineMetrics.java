package dev.evenkeel.metrics;

import dev.evenkeel.control.ResyncListener;
import dev.evenkeel.engine.EngineState;
import dev.evenkeel.resource.ResourceKey;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether the engines answer, and whether we hear of what happens on them. */
public final class EngineMetrics implements ResyncListener {

    private final Map<String, Timer> resyncs = new ConcurrentHashMap<>();
    private final KeyMemory memory;

    public EngineMetrics(
            MeterRegistry meters, Collection<EngineState> engines, Duration resyncPeriod, KeyMemory memory) {
        this.memory = memory;
        Gauge.builder("evenkeel.resync.period", () -> resyncPeriod.toNanos() / 1e9)
                .description("How often everything is compared, as configured.")
                .baseUnit("seconds")
                .register(meters);
        for (EngineState engine : engines) {
            watch(meters, engine);
        }
    }

    @Override
    public void resynced(String engine, Duration took) {
        memory.comparedAll(engine, took);
        resyncs.get(engine).record(took);
    }

    @Override
    public void woken(ResourceKey key) {
        memory.woken(key, KeyMemory.Source.resync);
    }

    private void watch(MeterRegistry meters, EngineState state) {
        String engine = state.engine();
        Gauge.builder("evenkeel.engine.up", state, s -> s.up() ? 1 : 0)
                .description("1 if the engine answered when it was last asked.")
                .tag("engine", engine)
                .register(meters);
        Gauge.builder("evenkeel.engine.event.stream.connected", state, s -> s.eventStreamConnected() ? 1 : 0)
                .description("1 while the engine's events are being read.")
                .tag("engine", engine)
                .register(meters);
        FunctionCounter.builder("evenkeel.engine.event.stream.reconnects", state, EngineState::reconnects)
                .description("Times the event stream was lost.")
                .tag("engine", engine)
                .register(meters);
        FunctionCounter.builder("evenkeel.engine.events", state, EngineState::events)
                .description("Events read.")
                .tag("engine", engine)
                .register(meters);
        Gauge.builder("evenkeel.resync.last.completion.timestamp", state, s -> s.lastResync()
                        .map(t -> t.toEpochMilli() / 1e3)
                        .orElse(0.0))
                .description("When everything was last compared; 0 for never.")
                .baseUnit("seconds")
                .tag("engine", engine)
                .register(meters);
        resyncs.put(
                engine,
                Timer.builder("evenkeel.resync.duration")
                        .description("How long it takes to list and compare everything on an engine.")
                        .tag("engine", engine)
                        .serviceLevelObjectives(
                                Duration.ofMillis(10),
                                Duration.ofMillis(50),
                                Duration.ofMillis(100),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30))
                        .register(meters));
    }
}
