package dev.evenkeel.network;

import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.NetworkCreation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Carries out a plan, step by step. It decides nothing: what is already as the step wants it counts as done, and the
 * first failure to disconnect, remove or create ends it. A container that cannot be connected does not keep the others
 * off the network, and is left in transit if it is there.
 */
final class NetworkApplier {

    private static final Logger LOG = Logger.getLogger(NetworkApplier.class);

    private final Engine engine;
    private final String name;
    private final NetworkLanes lanes;
    private final EnginePace pace;
    /** Ids of networks by name: the one that is there, or was made last, and one for the time being. */
    private final Map<String, String> made = new ConcurrentHashMap<>();
    /** Ids of containers that could not be connected. */
    private final Set<String> keptOut = ConcurrentHashMap.newKeySet();

    NetworkApplier(Engine engine, String name, NetworkLanes lanes, EnginePace pace) {
        this.engine = engine;
        this.name = name;
        this.lanes = lanes;
        this.pace = pace;
    }

    /**
     * Applies all steps.
     *
     * @param networkId the network that is there before the first step; empty when there is none
     * @return the failure that ended it; if none did, the first, if there was one
     * @throws EngineException.Unreachable when the engine is lost half-way: what was begun is found by the next look
     */
    Optional<NetworkFailure> apply(List<NetworkStep> steps, String networkId) {
        made.put(name, networkId);
        EnginePace.Stopwatch stopwatch = pace.stopwatch();
        Optional<NetworkFailure> failure = Optional.empty();
        for (List<NetworkStep> planned : lanes.batches(steps)) {
            List<NetworkStep> batch =
                    planned.stream().filter(this::takesNothingAway).toList();
            if (batch.isEmpty()) {
                continue;
            }
            stopwatch.begin(batch);
            List<NetworkFailure> failures = lanes
                    .run(batch.stream()
                            .<Supplier<Optional<NetworkFailure>>>map(step -> () -> attempt(step))
                            .toList())
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
            if (failures.isEmpty()) {
                stopwatch.end(batch);
            }
            for (NetworkFailure failed : failures) {
                if (failed.endsAll()) {
                    return Optional.of(failed);
                }
                failure = failure.or(() -> Optional.of(failed));
            }
        }
        stopwatch.stop();
        return failure;
    }

    /** Whoever could not be connected has nothing but the network for the time being. */
    private boolean takesNothingAway(NetworkStep step) {
        if (step instanceof NetworkStep.Leave leave) {
            return !keptOut.contains(leave.member().containerID());
        }
        return keptOut.isEmpty() || !(step instanceof NetworkStep.Remove remove && NetworkTransit.is(remove.name()));
    }

    private Optional<NetworkFailure> attempt(NetworkStep step) {
        try {
            carryOut(step);
            pace.tell(step, true);
            LOG.infof("network step done network=%s step=\"%s\"", name, step);
            return Optional.empty();
        } catch (EngineException.Unreachable lost) {
            throw lost;
        } catch (EngineException failed) {
            pace.tell(step, false);
            LOG.warnf("network step failed network=%s step=\"%s\" cause=\"%s\"", name, step, failed.getMessage());
            if (step instanceof NetworkStep.Connect connect) {
                keptOut.add(connect.member().containerID());
            }
            return Optional.of(new NetworkFailure(step, failed));
        }
    }

    private void carryOut(NetworkStep step) {
        switch (step) {
            case NetworkStep.Rehearse rehearse -> rehearse(rehearse);
            case NetworkStep.Disconnect(String network, Membership member, String cause) ->
                disconnect(network, member.containerID());
            case NetworkStep.Drop(String network, String endpoint, String cause) -> disconnect(network, endpoint);
            case NetworkStep.Remove(String network, String removed, String cause) -> remove(idOf(network));
            case NetworkStep.Create(NetworkCreation creation, String cause) ->
                made.put(creation.name(), engine.createNetwork(creation));
            case NetworkStep.Shelter shelter -> shelter(shelter);
            case NetworkStep.Leave(String transit, Membership member, String cause) ->
                disconnect(idOf(transit), member.containerID());
            case NetworkStep.Start(Membership member, String cause) -> engine.startContainer(member.containerID());
            case NetworkStep.Connect(Membership member, String cause) -> connect(made.get(name), member);
        }
    }

    /** A step may name a network that an earlier one has made, and that had no id when it was planned. */
    private String idOf(String network) {
        return made.getOrDefault(network, network);
    }

    private void rehearse(NetworkStep.Rehearse step) {
        try {
            engine.removeNetwork(engine.createNetwork(step.creation()));
        } catch (EngineException.AddressPool unproven) {
            if (step.complete()) {
                throw unproven;
            }
            LOG.debugf("no subnet to try it in network=%s", name);
        }
    }

    private void shelter(NetworkStep.Shelter step) {
        EndpointSettings names = new EndpointSettings(
                step.member().aliases(), "", "", List.of(), "", List.of(), Map.of(), step.gatewayPriority());
        try {
            engine.connect(idOf(step.transit()), step.member().containerID(), names);
        } catch (EngineException.AlreadyConnected done) {
            LOG.debugf(
                    "already in transit network=%s container=%s",
                    name, step.member().container());
        }
    }

    private void disconnect(String network, String container) {
        try {
            engine.disconnect(network, container);
        } catch (EngineException.NotFound | EngineException.NotConnected done) {
            LOG.debugf("already disconnected network=%s container=%s", name, container);
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
        } catch (EngineException.AddressInUse taken) {
            // The engine has noted the address all the same, and the container would not start again.
            engine.connect(network, member.containerID(), member.settings().with("", ""));
            throw taken;
        }
    }
}
