package dev.evenkeel.backup;

import dev.evenkeel.resource.Defaults;
import java.util.List;

/**
 * Which volumes to archive, and how.
 *
 * @param volumes names of volumes of the engine, archived one after the other in this order
 * @param store name of the store that keeps the archives
 */
public record BackupSpec(List<String> volumes, String store, CompressionSpec compression, Verification verify) {

    /** The store in the data directory, which is always there. */
    public static final String STORE_DEFAULT = "local";

    public BackupSpec {
        volumes = Defaults.list(volumes);
        store = Defaults.text(store, STORE_DEFAULT);
        compression = Defaults.value(compression, CompressionSpec.standard());
        verify = Defaults.value(verify, Verification.Full);
    }
}
