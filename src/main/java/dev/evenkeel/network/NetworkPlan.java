package dev.evenkeel.network;

import dev.evenkeel.resource.FieldDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be done about a network.
 *
 * @param drift what differs; empty for a network that is new
 * @param steps what would put it right, in order; empty when nothing is to be done or nothing may be
 * @param hindrance why nothing may be done
 * @param members who is on the network or was, and how: stored before the first step
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

    /** Whether it takes a network away from its containers to make another. */
    boolean replaces() {
        return steps.stream()
                .anyMatch(old -> old instanceof NetworkStep.Remove remove
                        && steps.stream()
                                .anyMatch(step -> step instanceof NetworkStep.Create create
                                        && create.creation().name().equals(remove.name())));
    }

    /** Whether it makes a network that was there before. */
    boolean recreates() {
        return !drift.isEmpty()
                && steps.stream()
                        .anyMatch(step -> step instanceof NetworkStep.Create create
                                && !NetworkTransit.is(create.creation().name()));
    }

    /** Names of the containers that lose the network for a while, sorted. */
    List<String> affected() {
        return steps.stream()
                .flatMap(step -> step instanceof NetworkStep.Disconnect off
                        ? Stream.of(off.member().container())
                        : Stream.empty())
                .sorted()
                .toList();
    }

    NetworkPlan hinderedBy(Hindrance reason) {
        return new NetworkPlan(drift, List.of(), Optional.of(reason), members);
    }

    /** This plan with {@code first} before it; whatever hinders it comes second, too. */
    NetworkPlan after(List<NetworkStep> first) {
        if (first.isEmpty()) {
            return this;
        }
        return new NetworkPlan(
                drift, Stream.concat(first.stream(), steps.stream()).toList(), Optional.empty(), members);
    }

    /** This plan with steps before its first change and after its last; whatever hinders it comes second. */
    NetworkPlan amid(List<NetworkStep> before, List<NetworkStep> after) {
        List<NetworkStep> all = new ArrayList<>(rehearsals());
        all.addAll(before);
        all.addAll(changes());
        all.addAll(after);
        return new NetworkPlan(drift, all, Optional.empty(), members);
    }

    /** What is tried, up to the last rehearsal, before anything is written down or taken apart. */
    List<NetworkStep> rehearsals() {
        return steps.subList(0, changesBegin());
    }

    List<NetworkStep> changes() {
        return steps.subList(changesBegin(), steps.size());
    }

    private int changesBegin() {
        int begin = steps.size();
        while (begin > 0 && !(steps.get(begin - 1) instanceof NetworkStep.Rehearse)) {
            begin--;
        }
        return begin;
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
