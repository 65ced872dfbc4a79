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
        RestorePhase phase = restore.status().replacement().isPresent() ? RestorePhase.Running : RestorePhase.Pending;
        return status(restore, phase, cause, RestoreProgress.NONE, now);
    }

    /** A step begins. */
    static RestoreStatus running(
            Resource<RestoreSpec, RestoreStatus> restore, RestoreReason step, RestoreProgress progress, Instant now) {
        return running(restore, RestoreCause.of(step), progress, now);
    }

    /** A step begins, and there is something to say of it. */
    static RestoreStatus running(
            Resource<RestoreSpec, RestoreStatus> restore, RestoreCause step, RestoreProgress progress, Instant now) {
        return status(restore, RestorePhase.Running, step, progress, now);
    }

    static RestoreStatus failed(Resource<RestoreSpec, RestoreStatus> restore, RestoreCause cause, Instant now) {
        return status(restore, RestorePhase.Failed, cause, restore.status().progress(), now)
                .withReplacement(Optional.empty())
                .withContents(0, 0);
    }

    /** A dry run has been through, and this is what it found. */
    static RestoreStatus planned(
            Resource<RestoreSpec, RestoreStatus> restore, RestorePreview plan, String note, Instant now) {
        RestoreCause cause = new RestoreCause(RestoreReason.Planned, note);
        return status(restore, RestorePhase.Succeeded, cause, done(restore), now)
                .withPlan(plan);
    }

    /**
     * The volume is there and equals its archive.
     *
     * @param note what somebody should know of it
     */
    static RestoreStatus succeeded(Resource<RestoreSpec, RestoreStatus> restore, String note, Instant now) {
        RestoreCause cause = new RestoreCause(RestoreReason.Restored, note);
        return status(restore, RestorePhase.Succeeded, cause, done(restore), now)
                .withReplacement(Optional.empty());
    }

    private static RestoreProgress done(Resource<RestoreSpec, RestoreStatus> restore) {
        long total = restore.status().progress().totalBytes();
        return new RestoreProgress(total, total, Optional.empty());
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
        return restore.status()
                .withConditions(Conditions.after(restore.status().conditions(), latest, generation, now), generation)
                .withPhase(phase, cause)
                .withProgress(progress)
                .at(now);
    }

    private static Condition condition(String type, boolean holds, RestoreCause cause) {
        return holds
                ? Condition.yes(type, cause.reason(), cause.message())
                : Condition.no(type, cause.reason(), cause.message());
    }
}
