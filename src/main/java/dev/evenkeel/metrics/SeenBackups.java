package dev.evenkeel.metrics;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.registry.Registry;
import java.util.List;

/** The stored Backups, as far as scrapes need to know them. */
public final class SeenBackups {

    private final Stock<BackupSpec, BackupStatus, SeenBackup> stock;

    public SeenBackups(Registry registry) {
        stock = new Stock<>(registry, BackupKind.INSTANCE, SeenBackup::of);
    }

    List<SeenBackup> now() {
        return stock.now();
    }
}
