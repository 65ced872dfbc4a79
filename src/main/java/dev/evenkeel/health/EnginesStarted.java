package dev.evenkeel.health;

import dev.evenkeel.engine.EngineState;
import dev.evenkeel.engine.EngineStates;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Started once every engine has been asked for the first time, whether or not it answered. */
@Startup
@Readiness
final class EnginesStarted implements HealthCheck {

    private final EngineStates engines;

    EnginesStarted(EngineStates engines) {
        this.engines = engines;
    }

    @Override
    public HealthCheckResponse call() {
        boolean asked = engines.all().stream().allMatch(EngineState::asked);
        return HealthCheckResponse.named("engines").status(asked).build();
    }
}
