package dev.evenkeel.health;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the registry can be read. */
@Readiness
final class RegistryReadiness implements HealthCheck {

    private final Registry registry;

    RegistryReadiness(Registry registry) {
        this.registry = registry;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            registry.revision();
            return HealthCheckResponse.up("registry");
        } catch (RegistryException unavailable) {
            return HealthCheckResponse.down("registry");
        }
    }
}
