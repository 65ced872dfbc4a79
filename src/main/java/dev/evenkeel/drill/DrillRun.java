package dev.evenkeel.drill;

import dev.evenkeel.resource.Resource;
import dev.evenkeel.restore.RestorePhase;
import dev.evenkeel.restore.RestoreSpec;
import dev.evenkeel.restore.RestoreStatus;
import java.time.Instant;

/** A Restore as drills see it. */
record DrillRun(Resource<RestoreSpec, RestoreStatus> restore) {

    String name() {
        return restore.metadata().name();
    }

    String uid() {
        return restore.metadata().uid();
    }

    boolean isDrill() {
        return DrillName.isDrill(restore.metadata());
    }

    boolean finished() {
        RestorePhase phase = restore.status().phase();
        return phase == RestorePhase.Succeeded || phase == RestorePhase.Failed;
    }

    DrillResult result() {
        RestoreStatus status = restore.status();
        return new DrillResult(
                restore.spec().volume(),
                restore.spec().backup(),
                status.phase() == RestorePhase.Succeeded ? DrillResult.Outcome.Passed : DrillResult.Outcome.Failed,
                status.reason(),
                status.message(),
                DrillName.scheduleTime(restore.metadata()),
                status.completionTime().orElse(Instant.EPOCH));
    }
}
