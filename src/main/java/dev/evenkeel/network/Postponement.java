package dev.evenkeel.network;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a network is not replaced now although it should be, and when it will be. Pure.
 *
 * <p>Only what would take a network away from its containers is put off: one that is missing is made at once, and a
 * container is put back at once.
 */
record Postponement(NetworkReason reason, String message, Instant until) {

    static Optional<Postponement> of(Resource<NetworkSpec, NetworkStatus> desired, NetworkPlan plan, Instant now) {
        if (!plan.replaces() || RepairRequest.of(desired)) {
            return Optional.empty();
        }
        Instant calm = calm(desired, now);
        Instant until = desired.spec()
                .repairWindow()
                .timing()
                .filter(window -> !window.open(calm))
                .map(window -> window.next(calm))
                .orElse(calm);
        if (!until.isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(calm.isAfter(now) ? flapping(desired.status(), until) : outside(until));
    }

    /** Whether it is a pause that was not there before. */
    boolean begins(NetworkStatus before) {
        return reason == NetworkReason.Flapping
                && Conditions.find(before.conditions(), Condition.STALLED)
                        .filter(stalled -> stalled.reason().equals(reason.name()))
                        .isEmpty();
    }

    /**
     * When what was replaced again and again may be replaced once more. Somebody's change of the spec is news, and what
     * was begun is not begun again.
     */
    private static Instant calm(Resource<NetworkSpec, NetworkStatus> desired, Instant now) {
        return desired.status()
                .recurrence()
                .filter(again -> desired.status().observedGeneration()
                        == desired.metadata().generation())
                .filter(again -> desired.status().repair().isEmpty())
                .map(Recurrence::notBefore)
                .filter(now::isBefore)
                .orElse(now);
    }

    private static Postponement flapping(NetworkStatus status, Instant until) {
        int times = status.recurrence().map(Recurrence::replacements).orElse(0);
        return new Postponement(
                NetworkReason.Flapping,
                "replaced " + times + " times in a row, and it differs again: something else changes this network;"
                        + " the next attempt is at " + until,
                until);
    }

    private static Postponement outside(Instant opening) {
        return new Postponement(
                NetworkReason.OutsideRepairWindow,
                "waits for the repair window, which opens at " + opening + "; the annotation "
                        + RepairRequest.ANNOTATION + ": now does it at once",
                opening);
    }
}
