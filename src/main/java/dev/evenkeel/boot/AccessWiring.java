package dev.evenkeel.boot;

import dev.evenkeel.access.AuditLog;
import dev.evenkeel.access.AuthenticationChain;
import dev.evenkeel.access.Authenticator;
import dev.evenkeel.access.Authorizer;
import dev.evenkeel.access.GroupRoles;
import dev.evenkeel.access.IssuerSettings;
import dev.evenkeel.access.IssuerTokens;
import dev.evenkeel.access.KnownTokens;
import dev.evenkeel.access.RateLimit;
import dev.evenkeel.access.RequestListener;
import dev.evenkeel.access.Roles;
import dev.evenkeel.access.WatchQuota;
import dev.evenkeel.api.MetricsAccess;
import dev.evenkeel.api.ServerNames;
import dev.evenkeel.metrics.AccessMetrics;
import dev.evenkeel.metrics.RequestMetrics;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.ResourceKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who is let in, by what: the part of the wiring that the API is guarded by. */
@Dependent
final class AccessWiring {

    private final EvenkeelConfig config;

    AccessWiring(EvenkeelConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Authenticator authenticator(Clock clock) {
        if (config.auth() == EvenkeelConfig.Auth.none) {
            return credentials -> Optional.of(OpenDoor.ANYBODY);
        }
        try {
            return new AuthenticationChain(
                    new KnownTokens(new WaysIn(config.dataDir(), config, clock).tokens(), clock),
                    issuer(),
                    new GroupRoles(config.groupRoles().orElse(List.of())));
        } catch (IllegalArgumentException | IOException wrong) {
            throw new ConfigurationException("evenkeel.oidc or evenkeel.group-roles: " + wrong.getMessage(), wrong);
        }
    }

    @Produces
    @Singleton
    Authorizer authorizer() {
        return new Roles();
    }

    /** What counts is where the port is: also when it was put there by the framework's own setting. */
    @Produces
    @Singleton
    MetricsAccess metricsAccess(@ConfigProperty(name = "quarkus.management.host") String host) {
        EvenkeelConfig.Auth standard =
                OpenDoor.isLoopback(host) ? EvenkeelConfig.Auth.none : EvenkeelConfig.Auth.required;
        return new MetricsAccess(config.metrics().auth().orElse(standard) == EvenkeelConfig.Auth.required);
    }

    @Produces
    @Singleton
    ServerNames serverNames() {
        return new ServerNames(WaysIn.names(config));
    }

    @Produces
    @Singleton
    @Named("requests")
    RateLimit requests() {
        long burst = 2L * config.limits().requestsPerSecond();
        return new RateLimit(burst, Duration.ofSeconds(2), System::nanoTime);
    }

    @Produces
    @Singleton
    @Named("failures")
    RateLimit failures() {
        return new RateLimit(config.limits().failedLoginsPerMinute(), Duration.ofMinutes(1), System::nanoTime);
    }

    @Produces
    @Singleton
    WatchQuota watchQuota() {
        return new WatchQuota(config.limits().watches());
    }

    @Produces
    @Singleton
    AccessMetrics accessMetrics(MeterRegistry meters) {
        return new AccessMetrics(meters);
    }

    @Produces
    @Singleton
    RequestListener requestListener(MeterRegistry meters, Kinds kinds) {
        return new RequestMetrics(
                meters,
                Stream.concat(kinds.all().stream().map(ResourceKind::plural), Stream.of("events", "namespaces"))
                        .toList());
    }

    @Produces
    @Singleton
    AuditLog auditLog(AccessMetrics metrics) {
        return new AuditLog(
                config.dataDir().resolve(DataDirectory.AUDIT),
                config.audit().fileSize().asLongValue(),
                config.audit().files(),
                metrics);
    }

    void close(@Disposes AuditLog log) {
        log.close();
    }

    private Optional<IssuerTokens> issuer() throws IOException {
        EvenkeelConfig.Oidc oidc = config.oidc();
        if (oidc.issuer().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IssuerTokens(
                new IssuerSettings(
                        oidc.issuer().get(),
                        oidc.audience().orElse(""),
                        oidc.keys().orElseThrow(() -> new IllegalArgumentException("an issuer without keys")),
                        oidc.userClaim(),
                        oidc.groupsClaim(),
                        oidc.prefix()),
                oidc.ca()));
    }
}
