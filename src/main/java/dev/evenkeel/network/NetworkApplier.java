package dev.evenkeel.network;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Carries out a plan, step by step. It decides nothing: what is already as the step wants it counts as done, and the
 * first failure to disconnect, remove or create ends it. A container that cannot be connected does not keep the others
 * off the network.
 */
final class NetworkApplier {

    private static final Logger LOG = Logger.getLogger(NetworkApplier.class);

    private final Engine engine;
    private final String name;

    NetworkApplier(Engine engine, String name) {
        this.engine = engine;
        this.name = name;
    }

    /**
     * Applies all steps.
     *
     * @param networkId the network that is there before the first step; empty when there is none
     * @return the first failure, if there was one
     * @throws EngineException.Unreachable when the engine is lost half-way: what was begun is found by the next look
     */
    Optional<EngineException> apply(List<NetworkStep> steps, String networkId) {
        String current = networkId;
        Optional<EngineException> failure = Optional.empty();
        for (NetworkStep step : steps) {
            try {
                current = carryOut(step, current);
                LOG.infof("network step done network=%s step=\"%s\"", name, step);
            } catch (EngineException.Unreachable lost) {
                throw lost;
            } catch (EngineException failed) {
                LOG.warnf("network step failed network=%s step=\"%s\" cause=\"%s\"", name, step, failed.getMessage());
                failure = failure.or(() -> Optional.of(failed));
                if (!(step instanceof NetworkStep.Connect)) {
                    return failure;
                }
            }
        }
        return failure;
    }

    /** Does one step; answers the id of the network that is there afterwards. */
    private String carryOut(NetworkStep step, String current) {
        switch (step) {
            case NetworkStep.Disconnect(String network, Membership member, String cause) -> disconnect(network, member);
            case NetworkStep.Remove(String id, String removed, String cause) -> remove(id);
            case NetworkStep.Create create -> {
                return engine.createNetwork(create.creation());
            }
            case NetworkStep.Connect(Membership member, String cause) -> connect(current, member);
        }
        return current;
    }

    private void disconnect(String network, Membership member) {
        try {
            engine.disconnect(network, member.containerID());
        } catch (EngineException.NotFound | EngineException.NotConnected done) {
            LOG.debugf("already disconnected network=%s container=%s", name, member.container());
        }
    }

    private void remove(String id) {
        try {
            engine.removeNetwork(id);
        } catch (EngineException.NotFound done) {
            LOG.debugf("already removed network=%s", name);
        }
    }

    private void connect(String network, Membership member) {
        try {
            engine.connect(network, member.containerID(), member.settings());
        } catch (EngineException.AlreadyConnected done) {
            LOG.debugf("already connected network=%s container=%s", name, member.container());
        }
    }
}
