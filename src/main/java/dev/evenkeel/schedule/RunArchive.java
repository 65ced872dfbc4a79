package dev.evenkeel.schedule;

import dev.evenkeel.resource.Defaults;

/**
 * One volume's archive in a Backup.
 *
 * @param verified whether it was read again and found right
 * @param missing whether its store was asked and does not have it
 */
record RunArchive(String volume, String store, String location, long sourceBytes, boolean verified, boolean missing) {

    RunArchive {
        store = Defaults.text(store, "");
        location = Defaults.text(location, "");
    }

    RunArchive gone() {
        return new RunArchive(volume, store, location, sourceBytes, verified, true);
    }
}
