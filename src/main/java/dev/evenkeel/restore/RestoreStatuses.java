package dev.evenkeel.restore;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the status of a Restore says, from its beginning to its end. Pure. */
final class RestoreStatuses {

    private RestoreStatuses() {}

    /** Could not begin, or was broken off, and will be begun anew. */
    static RestoreStatus waiting(Resource<RestoreSpec, RestoreStatus> restore, RestoreCause cause, Instant now) {
        return status(restore, RestorePhase.Pending, cause, RestoreProgress.NONE, now);
    }

    /** A step begins. */
    static RestoreStatus running(
            Resource<RestoreSpec, RestoreStatus> restore, RestoreReason step, RestoreProgress progress, Instant now) {
        return status(restore, RestorePhase.Running, RestoreCause.of(step), progress, now);
    }

    static RestoreStatus failed(Resource<RestoreSpec, RestoreStatus> restore, RestoreCause cause, Instant now) {
        return status(restore, RestorePhase.Failed, cause, restore.status().progress(), now);
    }

    /**
     * The volume is there and equals its archive.
     *
     * @param note what somebody should know of it
     */
    static RestoreStatus succeeded(
            Resource<RestoreSpec, RestoreStatus> restore, String note, long entries, long bytes, Instant now) {
        RestoreCause cause = new RestoreCause(RestoreReason.Restored, note);
        long total = restore.status().progress().totalBytes();
        RestoreStatus status = status(restore, RestorePhase.Succeeded, cause, new RestoreProgress(total, total), now);
        return new RestoreStatus(
                status.conditions(),
                status.observedGeneration(),
                status.phase(),
                status.reason(),
                status.message(),
                status.progress(),
                status.startTime(),
                status.completionTime(),
                entries,
                bytes);
    }

    private static RestoreStatus status(
            Resource<RestoreSpec, RestoreStatus> restore,
            RestorePhase phase,
            RestoreCause cause,
            RestoreProgress progress,
            Instant now) {
        boolean done = phase == RestorePhase.Succeeded;
        List<Condition> latest = List.of(
                condition(Condition.READY, done, cause),
                condition(RestoreStatus.COMPLETE, done, cause),
                condition(Condition.RECONCILING, !phase.finished(), cause),
                condition(Condition.STALLED, phase == RestorePhase.Failed, cause));
        long generation = restore.metadata().generation();
        Optional<Instant> begun = restore.status().startTime();
        return new RestoreStatus(
                Conditions.after(restore.status().conditions(), latest, generation, now),
                generation,
                phase,
                cause.reason().name(),
                cause.message(),
                progress,
                phase == RestorePhase.Running ? begun.or(() -> Optional.of(now)) : begun,
                phase.finished() ? Optional.of(now) : Optional.empty(),
                0,
                0);
    }

    private static Condition condition(String type, boolean holds, RestoreCause cause) {
        return holds
                ? Condition.yes(type, cause.reason(), cause.message())
                : Condition.no(type, cause.reason(), cause.message());
    }
}
