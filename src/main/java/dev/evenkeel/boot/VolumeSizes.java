package dev.evenkeel.boot;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.metrics.VolumeMetrics;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.volume.VolumeKind;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks engines how much is in their volumes: rarely, one after the other, and only where volumes are declared. */
@Singleton
final class VolumeSizes {

    private static final Logger LOG = Logger.getLogger(VolumeSizes.class);

    private final Engines engines;
    private final Registry registry;
    private final VolumeMetrics metrics;

    VolumeSizes(Engines engines, Registry registry, VolumeMetrics metrics) {
        this.engines = engines;
        this.registry = registry;
        this.metrics = metrics;
    }

    /** The engine walks through every file for it: no oftener than that, and never twice at a time. */
    @Scheduled(every = "15m", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    void sample() {
        engines.byName().forEach((name, engine) -> {
            try {
                if (!registry.list(VolumeKind.INSTANCE, Optional.of(name))
                        .items()
                        .isEmpty()) {
                    metrics.sampled(name, engine.volumeSizes());
                }
            } catch (EngineException | RegistryException failure) {
                LOG.warnf("sizes of volumes not known engine=%s cause=\"%s\"", name, failure.getMessage());
            }
        });
    }
}
