package dev.evenkeel.backup;

import dev.evenkeel.hook.HooksSpec;
import dev.evenkeel.quiesce.QuiesceSpec;
import dev.evenkeel.resource.Defaults;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run, which archives one or more volumes. It begins at once. The spec does not change: make another Backup under
 * another name.
 *
 * @param volumes names of volumes of the engine, each once, archived one after the other in this order. They need not
 *     be declared as Volumes
 * @param store the name of the BackupStore that keeps the archives. {@code local} is the one in the data directory,
 *     which is always there
 * @param compression how the archives are packed
 * @param verify how an archive is proven after it was stored
 * @param capture how the volumes are read
 * @param quiesce whether containers that write to the volumes stand still while these are read, all of them at once
 * @param hooks commands that are run in containers before and after the volumes are read
 * @param additionalStores the names of further BackupStores that get a copy of each archive, once all volumes are read
 *     and proven. One that does not is a warning and no failure
 */
public record BackupSpec(
        List<String> volumes,
        String store,
        CompressionSpec compression,
        Verification verify,
        CaptureMode capture,
        QuiesceSpec quiesce,
        HooksSpec hooks,
        List<String> additionalStores) {

    /** The store in the data directory, which is always there. */
    public static final String STORE_DEFAULT = "local";

    public BackupSpec {
        volumes = Defaults.list(volumes);
        store = Defaults.text(store, STORE_DEFAULT);
        compression = Defaults.value(compression, CompressionSpec.standard());
        verify = Defaults.value(verify, Verification.Full);
        capture = Defaults.value(capture, CaptureMode.Auto);
        quiesce = Defaults.value(quiesce, QuiesceSpec.NONE);
        hooks = Defaults.value(hooks, HooksSpec.NONE);
        additionalStores = Defaults.list(additionalStores);
    }

    /** Without anything that reaches beyond the volumes. */
    public BackupSpec(
            List<String> volumes, String store, CompressionSpec compression, Verification verify, CaptureMode capture) {
        this(volumes, store, compression, verify, capture, QuiesceSpec.NONE, HooksSpec.NONE, List.of());
    }

    /** With the capture that suits each volume. */
    public BackupSpec(List<String> volumes, String store, CompressionSpec compression, Verification verify) {
        this(volumes, store, compression, verify, CaptureMode.Auto);
    }

    /** All stores that it speaks of, the one that is written to first of all first. */
    public List<String> stores() {
        return Stream.concat(Stream.of(store), additionalStores.stream()).toList();
    }

    /** Whether the volumes are of one moment: archives of two attempts do not belong together then. */
    boolean together() {
        return quiesce.wanted() || hooks.wanted();
    }
}
