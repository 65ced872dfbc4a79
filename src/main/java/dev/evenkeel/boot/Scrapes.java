package dev.evenkeel.boot;

import dev.evenkeel.access.pki.Certificates;
import dev.evenkeel.engine.EngineStates;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.metrics.EngineFacts;
import dev.evenkeel.metrics.KeyMemory;
import dev.evenkeel.metrics.LargestArchive;
import dev.evenkeel.metrics.ObjectMetrics;
import dev.evenkeel.metrics.OrphanMetrics;
import dev.evenkeel.metrics.ProgramMetrics;
import dev.evenkeel.metrics.ProtectionMetrics;
import dev.evenkeel.metrics.QuiesceMetrics;
import dev.evenkeel.metrics.RegistryMetrics;
import dev.evenkeel.metrics.RepairMetrics;
import dev.evenkeel.metrics.ResourceMetrics;
import dev.evenkeel.metrics.ScheduleMetrics;
import dev.evenkeel.metrics.SeenBackups;
import dev.evenkeel.metrics.SeenObjects;
import dev.evenkeel.metrics.SeenSchedules;
import dev.evenkeel.metrics.VolumeMetrics;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.schedule.Coverage;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/** What is worked out at each scrape of /q/metrics, in the place of being counted all the time. */
@Singleton
final class Scrapes {

    private static final Logger LOG = Logger.getLogger(Scrapes.class);

    private final EvenkeelConfig config;
    private final Registry registry;
    private final Engines engines;
    private final Clock clock;

    Scrapes(EvenkeelConfig config, Registry registry, Engines engines, Clock clock) {
        this.config = config;
        this.registry = registry;
        this.engines = engines;
        this.clock = clock;
    }

    /** Before anything changes that they would have to hear of. */
    @SuppressWarnings("deprecation") // The exporter goes by its old name: it is the one this Quarkus brings.
    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
            PrometheusMeterRegistry exporter,
            SeenObjects objects,
            SeenBackups backups,
            SeenSchedules schedules,
            KeyMemory memory,
            VolumeMetrics volumes,
            Coverage coverage,
            Censuses census,
            EngineStates states) {
        int max = config.metrics().maxObjects();
        List<Collector> collectors = List.of(
                new ResourceMetrics(objects, memory, engines.names()),
                new ObjectMetrics(objects, schedules, memory, engines.names(), max),
                new RepairMetrics(objects, registry, engines.names()),
                new ProtectionMetrics(objects, coverage, census.volumes(), engines.names(), max),
                new OrphanMetrics(objects, registry, census.networks(), census.volumes(), engines.names()),
                new ScheduleMetrics(schedules, backups, clock, engines.names(), max),
                new QuiesceMetrics(backups, memory, engines.names()),
                new LargestArchive(registry, backups),
                new EngineFacts(states),
                volumes);
        collectors.forEach(collector -> collector.register(exporter.getPrometheusRegistry()));
    }

    /** The program itself, beside what it keeps. */
    @SuppressWarnings("deprecation")
    void tellOfTheProgram(
            @Observes StartupEvent event,
            PrometheusMeterRegistry exporter,
            RevisionLog log,
            @Any Instance<HealthCheck> checks) {
        Certificates certificates = new WaysIn(config.dataDir(), config, clock).certificates();
        new ProgramMetrics(build(), () -> health(checks), () -> ends(certificates))
                .register(exporter.getPrometheusRegistry());
        new RegistryMetrics(log).register(exporter.getPrometheusRegistry());
    }

    private static ProgramMetrics.Build build() {
        BuildProperties said = BuildProperties.read();
        return new ProgramMetrics.Build(
                said.version(), said.revision(), Runtime.version().toString(), said.quarkus());
    }

    private static Map<String, Boolean> health(Iterable<HealthCheck> checks) {
        Map<String, Boolean> health = new TreeMap<>();
        checks.forEach(check -> {
            HealthCheckResponse said = check.call();
            health.put(said.getName(), said.getStatus() == HealthCheckResponse.Status.UP);
        });
        return health;
    }

    private static Map<String, Instant> ends(Certificates certificates) {
        try {
            return Map.of("ca", certificates.authorityExpiry(), "server", certificates.expiry());
        } catch (IOException unreadable) {
            LOG.debugf("certificates not read cause=\"%s\"", unreadable.getMessage());
            return Map.of();
        }
    }
}
