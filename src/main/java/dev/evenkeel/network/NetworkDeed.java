package dev.evenkeel.network;

import dev.evenkeel.resource.EventRecorder;
import java.util.Optional;

/** What a plan that was carried out is told as: one of the words of the recorder, and what was done. Pure. */
record NetworkDeed(String reason, String message) {

    /** Nothing for a plan without steps. */
    static Optional<NetworkDeed> of(NetworkPlan plan, boolean deleting) {
        return plan.steps().stream().findFirst().map(first -> {
            if (deleting) {
                return new NetworkDeed(EventRecorder.REMOVED, "removed (" + first.cause() + ")");
            }
            boolean created = plan.steps().stream().anyMatch(NetworkStep.Create.class::isInstance);
            long connected = plan.steps().stream()
                    .filter(NetworkStep.Connect.class::isInstance)
                    .count();
            String containers = connected + (connected == 1 ? " container " : " containers ");
            if (created && plan.drift().isEmpty()) {
                return new NetworkDeed(
                        EventRecorder.CREATED, "created" + (connected == 0 ? "" : ", " + containers + "connected"));
            }
            String cause = " (" + first.cause() + ")";
            String message = !created
                    ? containers + "reconnected" + cause
                    : "re-created" + cause + (connected == 0 ? "" : ", " + containers + "reconnected");
            return new NetworkDeed(EventRecorder.REPAIRED, message);
        });
    }
}
