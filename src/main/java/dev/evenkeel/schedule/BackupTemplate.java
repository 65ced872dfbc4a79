package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupRules;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.CaptureMode;
import dev.evenkeel.backup.CompressionSpec;
import dev.evenkeel.backup.Verification;
import dev.evenkeel.hook.HooksSpec;
import dev.evenkeel.quiesce.QuiesceSpec;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the Backups of a schedule have in common.
 *
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
public record BackupTemplate(
        String store,
        CompressionSpec compression,
        Verification verify,
        CaptureMode capture,
        QuiesceSpec quiesce,
        HooksSpec hooks,
        List<String> additionalStores) {

    public BackupTemplate {
        store = Defaults.text(store, BackupSpec.STORE_DEFAULT);
        compression = Defaults.value(compression, CompressionSpec.standard());
        verify = Defaults.value(verify, Verification.Full);
        capture = Defaults.value(capture, CaptureMode.Auto);
        quiesce = Defaults.value(quiesce, QuiesceSpec.NONE);
        hooks = Defaults.value(hooks, HooksSpec.NONE);
        additionalStores = Defaults.list(additionalStores);
    }

    static BackupTemplate standard() {
        return new BackupTemplate(
                BackupSpec.STORE_DEFAULT,
                CompressionSpec.standard(),
                Verification.Full,
                CaptureMode.Auto,
                QuiesceSpec.NONE,
                HooksSpec.NONE,
                List.of());
    }

    BackupSpec of(List<String> volumes) {
        return new BackupSpec(volumes, store, compression, verify, capture, quiesce, hooks, additionalStores);
    }

    List<Violation> violations(String field) {
        return Stream.of(
                        BackupRules.store(field + ".store", store),
                        BackupRules.additionalStores(field + ".additionalStores", store, additionalStores),
                        compression.violations(field + ".compression"),
                        quiesce.violations(field + ".quiesce"),
                        hooks.violations(field + ".hooks"))
                .flatMap(List::stream)
                .toList();
    }
}
