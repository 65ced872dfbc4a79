package dev.evenkeel.backup;

import dev.evenkeel.resource.Resource;
import java.util.List;

/**
 * Decides what becomes of a Backup. Pure.
 *
 * <p>A key has one turn at a time, so a Backup that says Running at the beginning of a turn is one whose run was broken
 * off by the end of the process. What it had archived by then is not archived again.
 */
final class BackupPlanner {

    static final int ATTEMPTS_MAX = 3;

    private BackupPlanner() {}

    static BackupPlan plan(Resource<BackupSpec, BackupStatus> backup) {
        BackupStatus status = backup.status();
        if (backup.deleting()) {
            return new BackupPlan.Remove();
        }
        if (status.phase().finished()) {
            return new BackupPlan.Rest();
        }
        if (status.attempts() >= ATTEMPTS_MAX) {
            return new BackupPlan.GiveUp(status.attempts());
        }
        return new BackupPlan.Archive(outstanding(backup), status.attempts() + 1);
    }

    private static List<String> outstanding(Resource<BackupSpec, BackupStatus> backup) {
        List<String> done =
                backup.status().archives().stream().map(ArchiveStatus::volume).toList();
        return backup.spec().volumes().stream()
                .filter(volume -> !done.contains(volume))
                .toList();
    }
}
