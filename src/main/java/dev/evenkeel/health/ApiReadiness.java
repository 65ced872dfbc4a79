package dev.evenkeel.health;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the API listens: the management port, which the probes ask, may be open before it. */
@Singleton
@Readiness
final class ApiReadiness implements HealthCheck {

    private volatile boolean listening;

    void listening(@ObservesAsync HttpsServerStart start) {
        listening = true;
    }

    /** Without TLS: only the tests run so. */
    void listening(@ObservesAsync HttpServerStart start) {
        listening = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("api").status(listening).build();
    }
}
