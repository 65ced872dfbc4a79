package dev.evenkeel.restore;

import dev.evenkeel.archive.ManifestHead;

/** How carrying out a plan ended. */
sealed interface RestoreResult {

    /** The volume equals the archive of that manifest. */
    record Restored(ManifestHead head) implements RestoreResult {}

    /** It does not, and is gone again. */
    record Broken(RestoreCause cause) implements RestoreResult {}
}
