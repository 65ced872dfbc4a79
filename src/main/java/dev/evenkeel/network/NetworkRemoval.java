package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The half of the planner that plans a network's end. */
final class NetworkRemoval {

    private static final String CAUSE = "resource deleted";

    private NetworkRemoval() {}

    /** An empty plan means that there is nothing of ours left on the engine. */
    static NetworkPlan plan(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed) {
        boolean keep = desired.spec().deletionPolicy() == NetworkSpec.DeletionPolicy.Retain
                || desired.spec().driftPolicy() == NetworkSpec.DriftPolicy.Report;
        if (!keep && observed.namesakes().size() > 1) {
            return NetworkPlanner.ambiguous(observed);
        }
        Optional<EngineNetwork> ours = observed.network().filter(network -> isOurs(desired, network));
        if (keep || ours.isEmpty()) {
            return NetworkPlan.nothing();
        }
        List<EngineContainer> attached = observed.containers().stream()
                .filter(c -> observed.endpoint(c).isPresent())
                .toList();
        String strangers = strangers(desired.spec(), attached);
        if (desired.spec().deletionPolicy() == NetworkSpec.DeletionPolicy.Delete && !strangers.isEmpty()) {
            return NetworkPlan.hindered(
                    List.of(),
                    NetworkReason.ContainersAttached,
                    "containers that the spec does not name are attached: " + strangers
                            + "; disconnect them, or set spec.deletionPolicy to Detach or Retain");
        }
        List<NetworkStep> steps = new ArrayList<>();
        for (EngineContainer container : attached) {
            Membership member = Membership.of(
                    container, observed.endpoint(container).orElseThrow().settings());
            String network = observed.holds(container) ? ours.get().id() : observed.name();
            steps.add(new NetworkStep.Disconnect(network, member, CAUSE));
        }
        steps.addAll(observed.drops(CAUSE));
        steps.add(new NetworkStep.Remove(ours.get().id(), observed.name(), CAUSE));
        return new NetworkPlan(List.of(), steps, Optional.empty(), List.of());
    }

    /** For a removal it is not enough to stand in the place of ours. */
    private static boolean isOurs(Resource<NetworkSpec, NetworkStatus> desired, EngineNetwork network) {
        return network.id().equals(desired.status().networkID())
                || desired.metadata().uid().equals(network.labels().get(Ownership.UID));
    }

    private static String strangers(NetworkSpec spec, List<EngineContainer> attached) {
        return attached.stream()
                .filter(container ->
                        spec.attachmentOf(container.name(), container.labels()).isEmpty())
                .map(EngineContainer::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
