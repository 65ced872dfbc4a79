package dev.evenkeel.boot;

import dev.evenkeel.backup.KnownSizes;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.metrics.VolumeMetrics;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.volume.VolumeKind;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Asks engines how much is in their volumes: rarely, one after the other, and only where volumes are declared. */
@Singleton
final class VolumeSizes implements KnownSizes {

    private static final Logger LOG = Logger.getLogger(VolumeSizes.class);

    private final Engines engines;
    private final Registry registry;
    private final VolumeMetrics metrics;

    private final Map<String, Map<String, Long>> samples = new ConcurrentHashMap<>();

    VolumeSizes(Engines engines, Registry registry, VolumeMetrics metrics) {
        this.engines = engines;
        this.registry = registry;
        this.metrics = metrics;
    }

    @Override
    public Optional<Long> bytes(String engine, String volume) {
        return Optional.ofNullable(samples.getOrDefault(engine, Map.of()).get(volume));
    }

    /** The engine walks through every file for it: no oftener than that, and never twice at a time. */
    @Scheduled(every = "15m", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    void sample() {
        engines.byName().forEach((name, engine) -> {
            try {
                if (!registry.list(VolumeKind.INSTANCE, Optional.of(name))
                        .items()
                        .isEmpty()) {
                    samples.put(name, engine.volumeSizes());
                    metrics.sampled(name, samples.get(name));
                }
            } catch (EngineException | RegistryException failure) {
                LOG.warnf("sizes of volumes not known engine=%s cause=\"%s\"", name, failure.getMessage());
            }
        });
    }
}
