package dev.evenkeel.network;

import dev.evenkeel.resource.FieldDrift;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about a network.
 *
 * @param drift what differs; empty for a network that is new
 * @param steps what would put it right, in order; empty when nothing is to be done or nothing may be
 * @param hindrance why nothing may be done
 * @param members who is to be on the network afterwards: stored before the first step
 */
record NetworkPlan(
        List<FieldDrift> drift, List<NetworkStep> steps, Optional<Hindrance> hindrance, List<Membership> members) {

    /** Why a plan may not be carried out, in a word and in a sentence that names the way out. */
    record Hindrance(NetworkReason reason, String message) {}

    NetworkPlan {
        drift = List.copyOf(drift);
        steps = List.copyOf(steps);
        members = List.copyOf(members);
    }

    static NetworkPlan nothing() {
        return new NetworkPlan(List.of(), List.of(), Optional.empty(), List.of());
    }

    static NetworkPlan hindered(List<FieldDrift> drift, NetworkReason reason, String message) {
        return new NetworkPlan(drift, List.of(), Optional.of(new Hindrance(reason, message)), List.of());
    }

    boolean isEmpty() {
        return steps.isEmpty() && hindrance.isEmpty();
    }

    /** The one text of a plan: in the status, in the log and in the golden tests. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        hindrance.ifPresent(h -> text.append("blocked ")
                .append(h.reason())
                .append(": ")
                .append(h.message())
                .append('\n'));
        for (int i = 0; i < steps.size(); i++) {
            text.append(i + 1).append(' ').append(steps.get(i)).append('\n');
        }
        return text.toString().stripTrailing();
    }
}
