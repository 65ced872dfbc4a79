package dev.evenkeel.backup;

import dev.evenkeel.resource.Defaults;
import java.util.List;

/**
 * One volume's archive in a store.
 *
 * @param volume the name of the volume
 * @param volumeUID the uid of the Volume for which Evenkeel made what was archived, as its label says; empty when
 *     somebody else made it
 * @param store the name of the store that keeps it
 * @param location where the store keeps it
 * @param bytes the size as stored, in bytes
 * @param sourceBytes the size of the volume's files, in bytes
 * @param entries how many files, folders and links
 * @param sha256 the SHA-256 of the bytes as stored, hexadecimal
 * @param capture how the volume was read. {@code Tar}: by GNU tar, at its mount point. {@code Archive}: by the engine
 * @param losses properties of files that this capture cannot keep
 * @param warnings what somebody should look at
 * @param verified whether the stored archive was read again and found right
 */
public record ArchiveStatus(
        String volume,
        String volumeUID,
        String store,
        String location,
        long bytes,
        long sourceBytes,
        long entries,
        String sha256,
        String capture,
        List<String> losses,
        List<String> warnings,
        boolean verified) {

    public ArchiveStatus {
        volume = Defaults.text(volume, "");
        volumeUID = Defaults.text(volumeUID, "");
        store = Defaults.text(store, BackupSpec.STORE_DEFAULT);
        location = Defaults.text(location, "");
        sha256 = Defaults.text(sha256, "");
        capture = Defaults.text(capture, "");
        losses = Defaults.list(losses);
        warnings = Defaults.list(warnings);
    }
}
