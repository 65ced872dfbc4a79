package dev.evenkeel.boot;

import dev.evenkeel.engine.EngineStates;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.metrics.DriftMetrics;
import dev.evenkeel.metrics.EngineMetrics;
import dev.evenkeel.metrics.FeedMetrics;
import dev.evenkeel.metrics.KeyMemory;
import dev.evenkeel.metrics.NetworkMetrics;
import dev.evenkeel.metrics.SeenBackups;
import dev.evenkeel.metrics.SeenObjects;
import dev.evenkeel.metrics.SeenSchedules;
import dev.evenkeel.metrics.VolumeMetrics;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.volume.VolumeKind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Who counts and measures what the loop does. */
@Dependent
final class MetricsWiring {

    private final EvenkeelConfig config;

    MetricsWiring(EvenkeelConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    KeyMemory keyMemory(Clock clock) {
        return new KeyMemory(clock);
    }

    @Produces
    @Singleton
    SeenObjects seenObjects(Registry registry) {
        return new SeenObjects(registry);
    }

    @Produces
    @Singleton
    SeenBackups seenBackups(Registry registry) {
        return new SeenBackups(registry);
    }

    @Produces
    @Singleton
    SeenSchedules seenSchedules(Registry registry) {
        return new SeenSchedules(registry);
    }

    @Produces
    @Singleton
    DriftMetrics driftMetrics(MeterRegistry meters, Engines engines, KeyMemory memory) {
        return new DriftMetrics(
                meters, List.of(NetworkKind.INSTANCE.kind(), VolumeKind.INSTANCE.kind()), engines.names(), memory);
    }

    @Produces
    @Singleton
    EngineMetrics engineMetrics(MeterRegistry meters, EngineStates states, KeyMemory memory) {
        return new EngineMetrics(meters, states.all(), config.resync(), memory);
    }

    @Produces
    @Singleton
    FeedMetrics feedMetrics(MeterRegistry meters, Engines engines, Clock clock) {
        return new FeedMetrics(meters, engines.names(), clock);
    }

    @Produces
    @Singleton
    VolumeMetrics volumeMetrics(SeenObjects objects) {
        return new VolumeMetrics(objects, config.metrics().maxObjects());
    }

    @Produces
    @Singleton
    NetworkMetrics networkMetrics(MeterRegistry meters, Engines engines) {
        return new NetworkMetrics(meters, engines.names());
    }
}
