package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.hook.HookRun;
import dev.evenkeel.quiesce.QuiesceException;
import java.util.List;

/** Why a run is where it is, by name and in words. */
record BackupCause(BackupReason reason, String message) {

    static BackupCause of(BackupReason reason) {
        return new BackupCause(reason, "");
    }

    static BackupCause unknownStore(String name) {
        return new BackupCause(BackupReason.StoreUnknown, "there is no BackupStore " + name);
    }

    static BackupCause of(EngineException failure) {
        return new BackupCause(BackupReason.of(failure), words(failure));
    }

    static BackupCause of(QuiesceException failure) {
        return new BackupCause(BackupReason.of(failure), words(failure));
    }

    /** Of a hook that did not succeed. */
    static BackupCause of(HookRun run, BackupReason failed) {
        return new BackupCause(BackupReason.of(run.outcome(), failed), "hook: " + run.message());
    }

    static BackupCause ofCapture(ArchiveException failure) {
        return new BackupCause(BackupReason.ofCapture(failure), words(failure));
    }

    static BackupCause ofVerification(ArchiveException failure) {
        return new BackupCause(BackupReason.ofVerification(failure), words(failure));
    }

    BackupCause about(String volume) {
        return new BackupCause(reason, "volume " + volume + ": " + message);
    }

    BackupCause about(List<String> volumes) {
        return volumes.size() == 1
                ? about(volumes.getFirst())
                : new BackupCause(reason, "volumes " + String.join(", ", volumes) + ": " + message);
    }

    private static String words(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }
}
