package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.network.NetworkPlan.Hindrance;
import dev.evenkeel.resource.FieldDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of the planner for a network that may stay: each container is put right by itself. Pure. */
final class AttachmentPlans {

    private AttachmentPlans() {}

    static NetworkPlan plan(ObservedNetwork observed, List<FieldDrift> networkDrift, NetworkMembers members) {
        List<FieldDrift> drift = new ArrayList<>(networkDrift);
        List<NetworkStep> steps = new ArrayList<>();
        List<Hindrance> hindrances = new ArrayList<>();
        for (Membership member : members.all()) {
            List<FieldDrift> wrong =
                    AttachmentDrift.of(member, observed, members.expected().contains(member.containerID()));
            drift.addAll(wrong);
            Optional<FieldDrift> curable = wrong.stream()
                    .filter(d -> AttachmentCures.hindrance(member, d, observed).isEmpty())
                    .findFirst();
            if (curable.isPresent()) {
                steps.addAll(reconnection(member, curable.get(), observed));
            } else {
                wrong.forEach(d -> hindrances.addAll(
                        AttachmentCures.hindrance(member, d, observed).stream().toList()));
            }
        }
        steps.addAll(Stranded.starts(observed, members.all()));
        return steps.isEmpty() && !hindrances.isEmpty()
                ? new NetworkPlan(drift, List.of(), Optional.of(hindrances.getFirst()), members.before())
                : new NetworkPlan(drift, steps, Optional.empty(), members.before());
    }

    /** Why a step is taken, in the words of what differs. */
    static String cause(FieldDrift reason) {
        return reason.desired().equals("connected") ? reason.actual() : reason.field() + " differs";
    }

    private static List<NetworkStep> reconnection(Membership member, FieldDrift reason, ObservedNetwork observed) {
        EngineContainer container = observed.container(member.containerID()).orElseThrow();
        if (reason.desired().equals("started")) {
            return List.of();
        }
        NetworkStep connect = new NetworkStep.Connect(AttachmentCures.possible(member, observed), cause(reason));
        if (!observed.attached(container)) {
            return List.of(connect);
        }
        String network = container.running() ? observed.network().orElseThrow().id() : observed.name();
        return List.of(new NetworkStep.Disconnect(network, member, cause(reason)), connect);
    }
}
