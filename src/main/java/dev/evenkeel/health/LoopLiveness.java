package dev.evenkeel.health;

import dev.evenkeel.control.Controller;
import dev.evenkeel.control.Controllers;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive as long as every controller's loop turns. */
@Liveness
final class LoopLiveness implements HealthCheck {

    /** Longer than any single resource may take: a backup of a large volume is the slowest of them. */
    private static final Duration TURN_MAX = Duration.ofHours(24);

    private final List<Controller> controllers;

    LoopLiveness(Controllers controllers) {
        this.controllers = controllers.all();
    }

    @Override
    public HealthCheckResponse call() {
        List<String> stuck = controllers.stream()
                .filter(controller -> !controller.alive(TURN_MAX))
                .map(Controller::name)
                .toList();
        return HealthCheckResponse.named("loop").status(stuck.isEmpty()).build();
    }
}
