package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.engine.EngineException;

/** Why a restore is where it is, by name and in words. */
record RestoreCause(RestoreReason reason, String message) {

    static RestoreCause of(RestoreReason reason) {
        return new RestoreCause(reason, "");
    }

    static RestoreCause of(EngineException failure) {
        return new RestoreCause(RestoreReason.of(failure), String.valueOf(failure.getMessage()));
    }

    static RestoreCause ofArchive(ArchiveException failure) {
        return new RestoreCause(RestoreReason.ofArchive(failure), String.valueOf(failure.getMessage()));
    }

    static RestoreCause ofComparison(ArchiveException failure) {
        return new RestoreCause(RestoreReason.ofComparison(failure), String.valueOf(failure.getMessage()));
    }
}
