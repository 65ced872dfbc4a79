package dev.evenkeel.boot;

import dev.evenkeel.access.Authenticator;
import dev.evenkeel.access.Caller;
import dev.evenkeel.metrics.AccessMetrics;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** {@code auth=none}: everybody is an administrator. Only on loopback, only if said twice, and never quietly. */
@Singleton
final class OpenDoor {

    static final Caller ANYBODY = new Caller("anybody", Set.of("evenkeel:admin"));

    private static final Logger LOG = Logger.getLogger(OpenDoor.class);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final EvenkeelConfig config;

    OpenDoor(EvenkeelConfig config) {
        this.config = config;
    }

    /** Why these settings are refused; empty when they are not. */
    static Optional<String> refusal(EvenkeelConfig config) {
        if (config.auth() == EvenkeelConfig.Auth.required) {
            return Optional.empty();
        }
        if (!isLoopback(config.apiHost())) {
            return Optional.of("evenkeel.auth=none is refused for evenkeel.api-host=" + config.apiHost()
                    + ": without authentication, only 127.0.0.1, ::1 or localhost may listen");
        }
        if (!isLoopback(config.managementHost()) && config.metrics().auth().isEmpty()) {
            return Optional.of("evenkeel.auth=none is refused for evenkeel.management-host=" + config.managementHost()
                    + ": everybody could read metrics; if that is meant, set evenkeel.metrics.auth=none as well");
        }
        return config.insecureNoAuth()
                ? Optional.empty()
                : Optional.of("evenkeel.auth=none makes everybody on this machine root on the engine; if that is meant,"
                        + " set evenkeel.insecure-no-auth=true as well");
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }

    /** The authenticator is asked for here, so that settings it cannot work with end the start. */
    void start(@Observes StartupEvent event, Authenticator authenticator, AccessMetrics metrics) {
        LOG.debugf("authentication by %s", authenticator);
        metrics.tellOpen(config.auth() == EvenkeelConfig.Auth.none);
        warn();
    }

    @Scheduled(every = "1h", delayed = "1h")
    void warn() {
        if (config.auth() == EvenkeelConfig.Auth.none) {
            LOG.warn("nobody has to prove who he is: evenkeel.auth=none, and all are administrators");
        }
    }
}
