package dev.evenkeel.api;

import dev.evenkeel.access.AuditListener;
import dev.evenkeel.access.AuditLog;
import dev.evenkeel.access.Authenticator;
import dev.evenkeel.access.Authorizer;
import dev.evenkeel.access.Caller;
import dev.evenkeel.access.Credentials;
import dev.evenkeel.access.RateLimit;
import dev.evenkeel.access.RequestListener;
import dev.evenkeel.access.Roles;
import dev.evenkeel.access.WatchQuota;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Lets everybody in as administrator who shows nothing, and as somebody else who says so:
 * {@code Authorization: Bearer ann:evenkeel:viewer,evenkeel:operator@attic}. Any other token is a bad one.
 */
@Alternative
@Singleton
final class LampAccess {

    static final Path AUDIT = Path.of(
            System.getProperty("java.io.tmpdir"),
            "evenkeel-" + ProcessHandle.current().pid() + "-audit.log");

    /** More than any test of watches opens. */
    static final int WATCHES_MAX = 1200;

    @Produces
    @Singleton
    Authenticator authenticator() {
        return LampAccess::caller;
    }

    private static Optional<Caller> caller(Credentials credentials) {
        if (credentials.authorization().isEmpty()) {
            return Optional.of(new Caller("local", Set.of("evenkeel:admin")));
        }
        String[] parts =
                credentials.authorization().get().replaceFirst("^Bearer ", "").split(":", 2);
        return parts.length < 2 ? Optional.empty() : Optional.of(new Caller(parts[0], Set.of(parts[1].split(","))));
    }

    @Produces
    @Singleton
    Authorizer authorizer() {
        return new Roles();
    }

    @Produces
    @Singleton
    ServerNames names() {
        return new ServerNames(Set.of("localhost", "127.0.0.1", "::1", "evenkeel.example.com"));
    }

    @Produces
    @Singleton
    @Named("requests")
    RateLimit requests() {
        return new RateLimit(1_000_000, Duration.ofSeconds(1), System::nanoTime);
    }

    @Produces
    @Singleton
    @Named("failures")
    RateLimit failures() {
        return new RateLimit(1_000, Duration.ofMinutes(1), System::nanoTime);
    }

    @Produces
    @Singleton
    MetricsAccess metrics() {
        return new MetricsAccess(false);
    }

    @Produces
    @Singleton
    RequestListener listener() {
        return RequestListener.SILENT;
    }

    @Produces
    @Singleton
    WatchQuota watches() {
        return new WatchQuota(WATCHES_MAX);
    }

    @Produces
    @Singleton
    AuditLog audit() throws IOException {
        Files.deleteIfExists(AUDIT);
        return new AuditLog(AUDIT, 1_000_000, 1, new AuditListener() {
            @Override
            public void denied(int code) {}

            @Override
            public void lost() {}
        });
    }

    void close(@Disposes AuditLog log) {
        log.close();
    }
}
