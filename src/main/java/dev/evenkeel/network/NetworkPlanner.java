package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.resource.FieldDrift;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides, from what is wanted and what was seen, what is to be done about a network. Pure. */
final class NetworkPlanner {

    private final String registryId;
    private final HostPolicy policy;

    /**
     * @param registryId marks what we make
     */
    NetworkPlanner(String registryId, HostPolicy policy) {
        this.registryId = registryId;
        this.policy = policy;
    }

    /** What was left behind goes first: it is ours, it is in the way, and nobody is on it. */
    NetworkPlan plan(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, Instant now) {
        List<NetworkStep> leftovers = observed.leftovers(desired.metadata().uid(), NetworkCanary.PURPOSE).stream()
                .map(left -> (NetworkStep) new NetworkStep.Remove(left.id(), left.name(), "left behind"))
                .toList();
        NetworkPlan plan = settling(desired, observed, now);
        return reportOnly(desired)
                ? plan
                : NetworkTransit.around(plan, desired, observed, registryId).after(leftovers);
    }

    static NetworkPlan ambiguous(ObservedNetwork observed) {
        return NetworkPlan.hindered(
                List.of(),
                NetworkReason.AmbiguousName,
                "the engine has several networks of this name: " + String.join(", ", observed.namesakes())
                        + "; remove all but one");
    }

    /** The engine has the network, and its host has not: it must be made anew, though nothing can be seen to differ. */
    NetworkPlan rebuilding(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, Instant now) {
        List<FieldDrift> drift = List.of(new FieldDrift(NetworkDrift.DEVICE, "there", "gone"));
        NetworkMembers members = NetworkMembers.of(desired, observed, now);
        return observed.network()
                .map(network -> recreation(desired, network, observed, drift, members, now))
                .orElseGet(NetworkPlan::nothing);
    }

    private NetworkPlan settling(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, Instant now) {
        if (desired.deleting()) {
            return NetworkRemoval.plan(desired, observed);
        }
        if (observed.namesakes().size() > 1) {
            return ambiguous(observed);
        }
        NetworkMembers members = NetworkMembers.of(desired, observed, now);
        return observed.network()
                .map(network -> present(desired, network, observed, members, now))
                .orElseGet(() -> missing(desired, observed, members, now));
    }

    /** A network that was never there is no drift, unless it is not to be made. */
    private NetworkPlan missing(
            Resource<NetworkSpec, NetworkStatus> desired,
            ObservedNetwork observed,
            NetworkMembers members,
            Instant now) {
        String known = desired.status().networkID();
        boolean isNew = known.isEmpty() && desired.status().remembered().isEmpty();
        List<FieldDrift> drift = isNew && !reportOnly(desired)
                ? List.of()
                : List.of(new FieldDrift(NetworkDrift.MISSING, isNew ? "a network" : known, ""));
        Optional<NetworkSpec> former = NetworkRetreat.hindrance(desired, observed, now)
                .flatMap(undone -> desired.status().repair())
                .flatMap(NetworkStatus.Repair::former);
        if (former.isPresent()) {
            NetworkCreation asItWas = NetworkForm.creation(
                    observed.name(), former.get(), former.get().labels());
            return new NetworkPlan(
                    drift, making(asItWas, observed, members.before(), "put back"), Optional.empty(), members.before());
        }
        String cause = isNew ? "declared" : "missing";
        return NetworkPreflight.hindrance(desired.spec(), observed, members.all(), policy)
                .map(h -> new NetworkPlan(drift, List.<NetworkStep>of(), Optional.of(h), members.before()))
                .orElseGet(() -> new NetworkPlan(
                        drift,
                        making(creation(desired), observed, members.all(), cause),
                        Optional.empty(),
                        members.before()));
    }

    private static List<NetworkStep> making(
            NetworkCreation creation, ObservedNetwork observed, List<Membership> members, String cause) {
        List<NetworkStep> steps = new ArrayList<>();
        steps.add(new NetworkStep.Create(creation, cause));
        members.forEach(member -> steps.add(new NetworkStep.Connect(member, cause)));
        steps.addAll(Stranded.starts(observed, members));
        return steps;
    }

    private NetworkPlan present(
            Resource<NetworkSpec, NetworkStatus> desired,
            EngineNetwork network,
            ObservedNetwork observed,
            NetworkMembers members,
            Instant now) {
        List<FieldDrift> drift =
                new ArrayList<>(NetworkDrift.between(desired.spec(), network, injected(desired, network)));
        Optional<NetworkPlan> refusal = NetworkAdoption.refusal(desired, network, drift, policy);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (NetworkAdoption.takesOver(desired, network)) {
            drift.addFirst(new FieldDrift(NetworkDrift.OWNER, registryId, ""));
        }
        return drift.stream().anyMatch(NetworkDrift::needsRecreation)
                ? recreation(desired, network, observed, drift, members, now)
                : AttachmentPlans.plan(observed, drift, members);
    }

    private NetworkPlan recreation(
            Resource<NetworkSpec, NetworkStatus> desired,
            EngineNetwork network,
            ObservedNetwork observed,
            List<FieldDrift> drift,
            NetworkMembers members,
            Instant now) {
        return NetworkRetreat.hindrance(desired, observed, now)
                .or(() -> policy.refusal(creation(desired))
                        .map(refusal -> new NetworkPlan.Hindrance(NetworkReason.PolicyDenied, refusal.message())))
                .or(() -> NetworkPreflight.hindrance(desired.spec(), observed, members.all(), policy))
                .map(hindrance -> hindered(desired, observed, drift, members, hindrance))
                .orElseGet(() -> replacement(desired, network, observed, drift, members));
    }

    /** Whoever an earlier attempt took off the network is put back before anybody is waited for. */
    private static NetworkPlan hindered(
            Resource<NetworkSpec, NetworkStatus> desired,
            ObservedNetwork observed,
            List<FieldDrift> drift,
            NetworkMembers members,
            NetworkPlan.Hindrance hindrance) {
        NetworkPlan back = desired.status().remembered().isEmpty()
                ? NetworkPlan.nothing()
                : AttachmentPlans.plan(observed, drift, members.asTheyWere());
        return back.steps().isEmpty()
                ? new NetworkPlan(drift, List.of(), Optional.of(hindrance), members.before())
                : back;
    }

    private NetworkPlan replacement(
            Resource<NetworkSpec, NetworkStatus> desired,
            EngineNetwork network,
            ObservedNetwork observed,
            List<FieldDrift> drift,
            NetworkMembers members) {
        String cause = drift.stream()
                .filter(NetworkDrift::needsRecreation)
                .map(AttachmentPlans::cause)
                .findFirst()
                .orElseThrow();
        List<NetworkStep> steps = new ArrayList<>();
        NetworkCanary.of(creation(desired), network, cause).ifPresent(steps::add);
        for (EngineContainer container : observed.containers()) {
            if (observed.holds(container)) {
                members.all().stream()
                        .filter(m -> m.containerID().equals(container.id()))
                        .findFirst()
                        .ifPresent(m -> steps.add(new NetworkStep.Disconnect(network.id(), m, cause)));
            }
        }
        steps.addAll(observed.drops(cause));
        steps.add(new NetworkStep.Remove(network.id(), network.name(), cause));
        steps.addAll(making(creation(desired), observed, members.all(), cause));
        return new NetworkPlan(drift, steps, Optional.empty(), members.before());
    }

    /**
     * What can be done for the containers while the network waits to be replaced. Who shall have an address that the
     * network as it is would refuse gets his old one.
     */
    NetworkPlan meanwhile(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, Instant now) {
        NetworkMembers members = NetworkMembers.of(desired, observed, now);
        return AttachmentPlans.plan(observed, List.of(), members.on(observed));
    }

    /** Whether nothing may be done but to say what would be. */
    static boolean reportOnly(Resource<NetworkSpec, NetworkStatus> desired) {
        return desired.spec().driftPolicy() == NetworkSpec.DriftPolicy.Report && !RepairRequest.of(desired);
    }

    /**
     * The options that are there without anybody's asking. Of the network we know they were stored when it was made. Of
     * one that we made or adopt just now it is whatever exceeds the spec. In a replacement nothing is excused.
     */
    static Map<String, String> injected(Resource<NetworkSpec, NetworkStatus> desired, EngineNetwork network) {
        NetworkStatus status = desired.status();
        if (status.networkID().equals(network.id())) {
            return status.injectedOptions();
        }
        boolean ours = desired.metadata().uid().equals(network.labels().get(Ownership.UID));
        if (!ours && !status.networkID().isEmpty()) {
            return Map.of();
        }
        Map<String, String> excess = new LinkedHashMap<>(network.options());
        excess.keySet().removeAll(desired.spec().options().keySet());
        return excess;
    }

    private NetworkCreation creation(Resource<NetworkSpec, NetworkStatus> desired) {
        Map<String, String> labels = new LinkedHashMap<>(desired.spec().labels());
        labels.put(Ownership.MANAGED_BY, registryId);
        labels.put(Ownership.UID, desired.metadata().uid());
        return NetworkForm.creation(desired.metadata().name(), desired.spec(), labels);
    }
}
