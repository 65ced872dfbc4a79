package dev.evenkeel.network;

import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.resource.Resource;
import java.util.List;
import java.util.Optional;

/** What of a repair has to be remembered, and what of it may be forgotten when the repair is hindered. Pure. */
final class RepairMemory {

    private RepairMemory() {}

    /** The network that the plan removes; if it removes none, the one that was removed before. */
    static Optional<NetworkSpec> former(NetworkStatus before, ObservedNetwork observed, NetworkPlan plan) {
        boolean removes = plan.changes().stream()
                .anyMatch(step -> step instanceof NetworkStep.Remove remove
                        && remove.name().equals(observed.name()));
        return removes
                ? observed.network().map(NetworkForm::spec)
                : before.repair().flatMap(NetworkStatus.Repair::former);
    }

    /** {@code seen}, without what need not be remembered any more. */
    static NetworkStatus afterwards(
            NetworkStatus seen,
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan plan) {
        return observed.network()
                .filter(network -> everybodyBack(resource.status(), observed))
                .map(network -> seen.back(
                        waiting(resource, plan), seen.rollback().isPresent() ? known(seen, network) : seen.networkID()))
                .orElse(seen);
    }

    /** Nothing is half done any more: whoever was taken off the network is on it again. */
    private static boolean everybodyBack(NetworkStatus before, ObservedNetwork observed) {
        return before.remembered().stream()
                .flatMap(member -> observed.container(member.containerID()).stream())
                .allMatch(observed::attached);
    }

    /** Those who are back without an address that somebody else has, and whose address nobody else knows. */
    private static List<Membership> waiting(Resource<NetworkSpec, NetworkStatus> resource, NetworkPlan plan) {
        return resource.status().remembered().stream()
                .filter(member -> resource.spec().attachments().stream()
                        .noneMatch(wish -> wish.container().equals(member.container())))
                .filter(member -> plan.drift().stream()
                        .anyMatch(drift -> drift.field().startsWith("attachments[" + member.container() + "]")))
                .toList();
    }

    /** Put back, a network that was ours is; one that was to be taken over is not. */
    private static String known(NetworkStatus before, EngineNetwork network) {
        return before.networkID().isEmpty() ? "" : network.id();
    }
}
