package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.resource.Defaults;

/**
 * The archive that a restore is about.
 *
 * @param backup the Backup that it is of; absent when it was named by its location
 * @param store the name of the store that has it
 * @param location where the store has it
 * @param sha256 as the Backup wrote it down: the store's own manifest cannot vouch for itself. Absent when there is no
 *     Backup
 */
public record ArchiveChoice(String backup, String store, String location, String sha256) {

    public ArchiveChoice {
        backup = Defaults.text(backup, "");
        store = Defaults.text(store, "");
        location = Defaults.text(location, "");
        sha256 = Defaults.text(sha256, "");
    }

    ArchiveLocation place() {
        return ArchiveLocation.parse(location);
    }

    /** Whether a Backup knows the archive's digest. */
    boolean vouchedFor() {
        return !sha256.isEmpty();
    }
}
