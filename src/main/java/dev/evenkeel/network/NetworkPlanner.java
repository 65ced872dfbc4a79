package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
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

    /**
     * @param registryId marks what we make
     */
    NetworkPlanner(String registryId) {
        this.registryId = registryId;
    }

    NetworkPlan plan(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, Instant now) {
        if (desired.deleting()) {
            return NetworkRemoval.plan(desired, observed);
        }
        if (observed.namesakes().size() > 1) {
            return NetworkPlan.hindered(
                    List.of(),
                    NetworkReason.AmbiguousName,
                    "the engine has several networks of this name: " + String.join(", ", observed.namesakes())
                            + "; remove all but one");
        }
        NetworkMembers members = NetworkMembers.of(desired, observed, now);
        return observed.network()
                .map(network -> present(desired, network, observed, members))
                .orElseGet(() -> missing(desired, observed, members.all()));
    }

    /** A network that was never there is no drift, unless it is not to be made. */
    private NetworkPlan missing(
            Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, List<Membership> members) {
        String known = desired.status().networkID();
        boolean isNew = known.isEmpty() && desired.status().remembered().isEmpty();
        boolean reportOnly = desired.spec().driftPolicy() == NetworkSpec.DriftPolicy.Report;
        List<FieldDrift> drift = isNew && !reportOnly
                ? List.of()
                : List.of(new FieldDrift(NetworkDrift.MISSING, isNew ? "a network" : known, ""));
        String cause = isNew ? "declared" : "missing";
        List<NetworkStep> steps = new ArrayList<>();
        steps.add(new NetworkStep.Create(creation(desired), cause));
        for (Membership member : members) {
            steps.add(new NetworkStep.Connect(member, cause));
        }
        return NetworkPreflight.hindrance(desired.spec(), observed, members)
                .map(h -> new NetworkPlan(drift, List.<NetworkStep>of(), Optional.of(h), members))
                .orElseGet(() -> new NetworkPlan(drift, steps, Optional.empty(), members));
    }

    private NetworkPlan present(
            Resource<NetworkSpec, NetworkStatus> desired,
            EngineNetwork network,
            ObservedNetwork observed,
            NetworkMembers members) {
        List<FieldDrift> drift =
                new ArrayList<>(NetworkDrift.between(desired.spec(), network, injected(desired, network)));
        if (!everOurs(desired, network)) {
            if (desired.spec().adoptionPolicy() == NetworkSpec.AdoptionPolicy.Recreate) {
                drift.addFirst(new FieldDrift(NetworkDrift.OWNER, registryId, ""));
            } else {
                Optional<NetworkPlan> refusal = adoptionRefused(desired.spec().adoptionPolicy(), network, drift);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
        }
        return drift.stream().anyMatch(NetworkDrift::needsRecreation)
                ? recreation(desired, network, observed, drift, members.all())
                : attachments(observed, drift, members);
    }

    /** Why a network that is not ours may not be taken over as it is. */
    private static Optional<NetworkPlan> adoptionRefused(
            NetworkSpec.AdoptionPolicy policy, EngineNetwork network, List<FieldDrift> drift) {
        if (policy == NetworkSpec.AdoptionPolicy.Never) {
            return Optional.of(foreign(drift, "spec.adoptionPolicy is Never; remove the network or adopt it"));
        }
        if (othersOwn(network)) {
            return Optional.of(foreign(
                    drift,
                    "its labels say that docker compose or a stack owns it; spec.adoptionPolicy: Recreate takes it"
                            + " over"));
        }
        return drift.isEmpty()
                ? Optional.empty()
                : Optional.of(NetworkPlan.hindered(
                        drift,
                        NetworkReason.NotMatching,
                        "a network of this name is there and differs (" + drift.getFirst()
                                + "); make the spec match, or set spec.adoptionPolicy: Recreate"));
    }

    private NetworkPlan recreation(
            Resource<NetworkSpec, NetworkStatus> desired,
            EngineNetwork network,
            ObservedNetwork observed,
            List<FieldDrift> drift,
            List<Membership> members) {
        Optional<NetworkPlan.Hindrance> hindrance = NetworkPreflight.hindrance(desired.spec(), observed, members);
        if (hindrance.isPresent()) {
            return new NetworkPlan(drift, List.of(), hindrance, members);
        }
        String cause = drift.stream()
                .filter(NetworkDrift::needsRecreation)
                .map(NetworkPlanner::cause)
                .findFirst()
                .orElseThrow();
        List<NetworkStep> steps = new ArrayList<>();
        for (EngineContainer container : observed.containers()) {
            if (observed.holds(container)) {
                members.stream()
                        .filter(m -> m.containerID().equals(container.id()))
                        .findFirst()
                        .ifPresent(m -> steps.add(new NetworkStep.Disconnect(network.id(), m, cause)));
            }
        }
        steps.add(new NetworkStep.Remove(network.id(), network.name(), cause));
        steps.add(new NetworkStep.Create(creation(desired), cause));
        for (Membership member : members) {
            steps.add(new NetworkStep.Connect(member, cause));
        }
        return new NetworkPlan(drift, steps, Optional.empty(), members);
    }

    /** The network is right: each container that is not as it should be is put right by itself. */
    private static NetworkPlan attachments(
            ObservedNetwork observed, List<FieldDrift> networkDrift, NetworkMembers members) {
        List<FieldDrift> drift = new ArrayList<>(networkDrift);
        List<NetworkStep> steps = new ArrayList<>();
        Optional<FieldDrift> incurable = Optional.empty();
        for (Membership member : members.all()) {
            List<FieldDrift> wrong =
                    AttachmentDrift.of(member, observed, members.expected().contains(member.containerID()));
            drift.addAll(wrong);
            Optional<FieldDrift> curable = wrong.stream()
                    .filter(d -> AttachmentDrift.curable(d, observed))
                    .findFirst();
            if (curable.isPresent()) {
                steps.addAll(reconnection(member, curable.get(), observed));
            } else if (!wrong.isEmpty()) {
                incurable = Optional.of(wrong.getFirst());
            }
        }
        if (steps.isEmpty() && incurable.isPresent()) {
            return NetworkPlan.hindered(
                    drift,
                    NetworkReason.StaticMacAddress,
                    incurable.get() + "; this engine takes a MAC address only when the container is created"
                            + " (docker run --mac-address)");
        }
        return new NetworkPlan(drift, steps, Optional.empty(), members.all());
    }

    private static List<NetworkStep> reconnection(Membership member, FieldDrift reason, ObservedNetwork observed) {
        EngineContainer container = observed.container(member.containerID()).orElseThrow();
        NetworkStep connect = new NetworkStep.Connect(member, cause(reason));
        if (!observed.attached(container)) {
            return List.of(connect);
        }
        String network = container.running() ? observed.network().orElseThrow().id() : observed.name();
        return List.of(new NetworkStep.Disconnect(network, member, cause(reason)), connect);
    }

    private static String cause(FieldDrift reason) {
        return reason.desired().equals("connected") ? reason.actual() : reason.field() + " differs";
    }

    private static NetworkPlan foreign(List<FieldDrift> drift, String message) {
        return NetworkPlan.hindered(
                drift, NetworkReason.ForeignNetwork, "a network of this name is there, and " + message);
    }

    /** Ours by its label, or in the place of one that was ours: then whoever put it there made drift. */
    private static boolean everOurs(Resource<NetworkSpec, NetworkStatus> desired, EngineNetwork network) {
        return desired.metadata().uid().equals(network.labels().get(Ownership.UID))
                || !desired.status().networkID().isEmpty();
    }

    private static boolean othersOwn(EngineNetwork network) {
        return network.labels().keySet().stream()
                .anyMatch(key -> key.startsWith("com.docker.compose.") || key.startsWith("com.docker.stack."));
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
        NetworkSpec spec = desired.spec();
        Map<String, String> labels = new LinkedHashMap<>(spec.labels());
        labels.put(Ownership.MANAGED_BY, registryId);
        labels.put(Ownership.UID, desired.metadata().uid());
        List<IpamPool> pools = spec.ipam().config().stream()
                .map(p -> new IpamPool(p.subnet(), p.ipRange(), p.gateway(), p.auxiliaryAddresses()))
                .toList();
        return new NetworkCreation(
                desired.metadata().name(),
                spec.driver(),
                spec.internal(),
                spec.attachable(),
                spec.enableIPv4(),
                spec.enableIPv6(),
                spec.ipam().driver(),
                spec.ipam().options(),
                pools,
                spec.options(),
                labels);
    }
}
