package dev.evenkeel.boot;

import dev.evenkeel.access.Authorizer;
import dev.evenkeel.api.NameSuffixes;
import dev.evenkeel.api.Namespaces;
import dev.evenkeel.api.PolicyGate;
import dev.evenkeel.api.ProgramVersion;
import dev.evenkeel.api.SlowClients;
import dev.evenkeel.api.WatchSettings;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.metrics.WatchMetrics;
import dev.evenkeel.network.NetworkDiagnoses;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkProbe;
import dev.evenkeel.network.probe.NamespaceProbe;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.registry.ChangeFeed;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.WatchListener;
import dev.evenkeel.resource.Viewers;
import dev.evenkeel.schedule.RetentionPreviews;
import dev.evenkeel.schedule.ScheduleKind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the API is made of, beside the kinds and the registry. */
@Dependent
final class ApiWiring {

    private final EvenkeelConfig config;

    ApiWiring(EvenkeelConfig config) {
        this.config = config;
    }

    /** Every view of a kind needs somebody who works it out. */
    @Produces
    @Singleton
    Viewers viewers(Registry registry, Engines engines, ArchiveStores stores, Clock clock) {
        NetworkProbe probe = new NamespaceProbe(Path.of(System.getProperty("java.home")), System::nanoTime);
        return new Viewers(Map.of(
                NetworkKind.DIAGNOSIS, new NetworkDiagnoses(registry, engines, probe, clock),
                ScheduleKind.RETENTION, new RetentionPreviews(registry, stores, clock)));
    }

    @Produces
    @Singleton
    ChangeFeed changeFeed(RevisionLog log) {
        return new ChangeFeed(
                log,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("change-feed").daemon().factory()),
                ChangeFeed.CHANGES_MAX);
    }

    @Produces
    @Singleton
    WatchListener watchListener(MeterRegistry meters) {
        return new WatchMetrics(meters);
    }

    @Produces
    @Singleton
    WatchSettings watchSettings() {
        return new WatchSettings(
                WatchSettings.OPEN_MAX,
                WatchSettings.BOOKMARKS,
                () -> WatchSettings.TIMEOUT_MIN.plusSeconds(
                        ThreadLocalRandom.current().nextLong(WatchSettings.TIMEOUT_MIN.toSeconds())));
    }

    @Produces
    @Singleton
    SlowClients slowClients() {
        return new SlowClients(config.limits().request());
    }

    @Produces
    @Singleton
    PolicyGate policyGate(HostPolicy policy, Authorizer authorizer, PolicyListener listener, Registry registry) {
        return new PolicyGate(
                policy, authorizer, listener, registry, config.policy().objectsPerKind());
    }

    @Produces
    @Singleton
    Namespaces namespaces(Engines engines) {
        return engines::names;
    }

    @Produces
    @Singleton
    NameSuffixes nameSuffixes() {
        return new NameSuffixes(new SecureRandom());
    }

    @Produces
    @Singleton
    ProgramVersion programVersion(@ConfigProperty(name = "quarkus.application.version") String version) {
        return new ProgramVersion(version);
    }
}
