package dev.evenkeel.network;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.network.NetworkPlan.Hindrance;
import dev.evenkeel.network.NetworkStatus.Repair;
import dev.evenkeel.network.NetworkStatus.Rollback;
import dev.evenkeel.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The way back from a repair that cannot go on: the outage must not wait for a human. Once everybody is back, the same
 * attempt is not made again before there is a reason to hope. Pure.
 */
final class NetworkRetreat {

    /** How long what the engine did not take is not tried again, unless something changes. */
    static final Duration PATIENCE = Duration.ofHours(1);

    /** Somebody who got on the network just then may be gone soon. */
    static final Duration PATIENCE_WHILE_IN_USE = Duration.ofMinutes(1);

    /** The engine's own network, which it makes anew at each start. */
    private static final String OF_THE_ENGINE = "bridge";

    private NetworkRetreat() {}

    /** What is to be known of the rollback after an attempt that ended like this: a new one, the old one, or none. */
    static Optional<Rollback> after(
            NetworkFailure failure,
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            Instant now) {
        Optional<Rollback> before = resource.status().rollback();
        if (failure.notMade() && observed.network().isEmpty()) {
            boolean wasOnTheWayBack = hindrance(resource, observed, now).isPresent();
            boolean possible =
                    resource.status().repair().flatMap(Repair::former).isPresent()
                            && !(failure.cause() instanceof EngineException.NameTaken);
            // If the engine takes neither the new network nor the old one, both are tried each time.
            return wasOnTheWayBack || !possible
                    ? Optional.empty()
                    : Optional.of(rollback(
                            resource,
                            observed,
                            NetworkReason.RolledBack,
                            "the engine did not make the new network, and the old one was put back: "
                                    + failure.cause().getMessage() + "; change the spec, or wait until "
                                    + now.plus(PATIENCE).truncatedTo(ChronoUnit.SECONDS),
                            now));
        }
        return failure.inUse() && observed.network().isPresent() && !resource.deleting()
                ? Optional.of(held(failure, resource, observed, now))
                : before;
    }

    /** What keeps the network from being replaced because that was undone a short while ago. */
    static Optional<Hindrance> hindrance(
            Resource<NetworkSpec, NetworkStatus> resource, ObservedNetwork observed, Instant now) {
        return resource.status()
                .rollback()
                .filter(undone -> undone.generation() == resource.metadata().generation())
                .filter(undone -> undone.engineRun().equals(engineRun(observed)))
                .filter(undone -> lasts(undone, now))
                .map(undone -> new Hindrance(undone.reason(), undone.message()));
    }

    /** Whether the engine says that the network is in use, and nobody uses it. */
    static boolean wedged(ObservedNetwork observed) {
        return observed.network()
                .filter(network -> network.containers().isEmpty())
                .filter(network -> observed.containers().stream().noneMatch(observed::holds))
                .isPresent();
    }

    static String restartRequired(EngineException cause) {
        return "the engine holds on to endpoints of containers that are not there; restart the engine: "
                + cause.getMessage();
    }

    private static Rollback held(
            NetworkFailure failure,
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            Instant now) {
        return wedged(observed)
                ? rollback(
                        resource, observed, NetworkReason.EngineRestartRequired, restartRequired(failure.cause()), now)
                : rollback(
                        resource,
                        observed,
                        NetworkReason.NetworkInUse,
                        failure.cause().getMessage(),
                        now);
    }

    private static Rollback rollback(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkReason reason,
            String message,
            Instant now) {
        return new Rollback(resource.metadata().generation(), now, reason, message, engineRun(observed));
    }

    private static boolean lasts(Rollback undone, Instant now) {
        if (undone.reason() == NetworkReason.EngineRestartRequired
                && !undone.engineRun().isEmpty()) {
            return true;
        }
        Duration patience = undone.reason() == NetworkReason.NetworkInUse ? PATIENCE_WHILE_IN_USE : PATIENCE;
        return now.isBefore(undone.time().plus(patience));
    }

    private static String engineRun(ObservedNetwork observed) {
        return observed.others().stream()
                .filter(other -> other.name().equals(OF_THE_ENGINE))
                .map(EngineNetwork::id)
                .findFirst()
                .orElse("");
    }
}
