package dev.evenkeel.backup;

import dev.evenkeel.quiesce.QuiescedContainer;
import dev.evenkeel.resource.Resource;
import java.util.List;

/**
 * Decides what becomes of a Backup. Pure.
 *
 * <p>A key has one turn at a time, so a Backup that says Running at the beginning of a turn is one whose run was broken
 * off by the end of the process. What it had archived by then is not archived again, unless the volumes have to be of
 * one moment.
 */
final class BackupPlanner {

    static final int ATTEMPTS_MAX = 3;

    private BackupPlanner() {}

    static BackupPlan plan(Resource<BackupSpec, BackupStatus> backup) {
        BackupStatus status = backup.status();
        if (status.owes()) {
            return new BackupPlan.Release(held(status));
        }
        if (backup.deleting()) {
            return new BackupPlan.Remove();
        }
        if (status.phase().finished()) {
            return new BackupPlan.Rest();
        }
        List<String> outstanding = outstanding(backup);
        if (outstanding.isEmpty()) {
            return new BackupPlan.Archive(outstanding, status.attempts(), false);
        }
        if (status.attempts() >= ATTEMPTS_MAX) {
            return new BackupPlan.GiveUp(status.attempts());
        }
        boolean afresh = backup.spec().together();
        return new BackupPlan.Archive(afresh ? backup.spec().volumes() : outstanding, status.attempts() + 1, afresh);
    }

    private static List<String> held(BackupStatus status) {
        return status.quiesced().stream()
                .flatMap(window -> window.containers().stream())
                .map(QuiescedContainer::name)
                .toList();
    }

    private static List<String> outstanding(Resource<BackupSpec, BackupStatus> backup) {
        List<String> done =
                backup.status().archives().stream().map(ArchiveStatus::volume).toList();
        return backup.spec().volumes().stream()
                .filter(volume -> !done.contains(volume))
                .toList();
    }
}
