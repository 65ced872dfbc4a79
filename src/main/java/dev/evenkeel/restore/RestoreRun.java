package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.backup.HelperReaper;
import dev.evenkeel.backup.VolumeAccess;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the new volume of one Restore; what it made and could not finish, it removes. */
final class RestoreRun {

    private static final Logger LOG = Logger.getLogger(RestoreRun.class);
    private static final String PURPOSE = "undo";

    private RestoreRun() {}

    /**
     * @throws ArchiveException.Cancelled when the Restore was deleted, or the thread is interrupted
     */
    static RestoreResult make(
            RestoreWork work, RestorePlan.Make plan, Engine engine, VolumeAccess.Owner owner, String volume) {
        boolean complete = false;
        try {
            Optional<RestoreCause> failure = work.perform(plan.steps(), plan.totalBytes());
            complete = failure.isEmpty();
            return failure.<RestoreResult>map(RestoreResult.Broken::new)
                    .orElseGet(() -> new RestoreResult.Restored(plan.note()));
        } finally {
            if (!complete) {
                undoUninterrupted(engine, owner, volume, work.unpacked());
            }
        }
    }

    /**
     * Removes a volume that bears the label of this Restore, even on a thread that is being interrupted; what cannot be
     * removed now is when the Restore is begun anew, or deleted.
     */
    private static void undoUninterrupted(Engine engine, VolumeAccess.Owner owner, String volume, boolean unpacked) {
        boolean interrupted = Thread.interrupted();
        try {
            if (unpacked) {
                clear(engine, owner, volume);
            }
            undo(engine, owner, volume);
        } catch (EngineException stays) {
            LOG.warnf("unfinished volume stays for now volume=%s cause=%s", volume, stays.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What a driver's options name outlives the volume; it was empty before anything was unpacked into it. */
    private static void clear(Engine engine, VolumeAccess.Owner owner, String volume) {
        EngineVolume made = engine.volume(volume);
        if (RestorePlanner.madeBy(owner.uid(), made) && !made.options().isEmpty()) {
            try (VolumeAccess access = VolumeAccess.open(engine, volume, false, PURPOSE, owner)) {
                access.empty();
            }
        }
    }

    static void undo(Engine engine, VolumeAccess.Owner owner, String volume) {
        try {
            HelperReaper.reap(engine, owner);
            if (RestorePlanner.madeBy(owner.uid(), engine.volume(volume))) {
                engine.removeVolume(volume);
            }
        } catch (EngineException.NotFound gone) {
            LOG.debugf("nothing to undo volume=%s", volume);
        }
    }
}
