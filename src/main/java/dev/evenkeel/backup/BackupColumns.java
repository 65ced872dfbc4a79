package dev.evenkeel.backup;

import dev.evenkeel.resource.Column;
import java.time.Duration;
import java.util.List;

/** What a table of backups shows. */
final class BackupColumns {

    static final List<Column<BackupSpec, BackupStatus>> ALL = List.of(
            Column.text("Phase", "How far it has come.", backup -> backup.status()
                    .phase()
                    .name()),
            Column.text(
                    "Volumes",
                    "What it archives.",
                    backup -> String.join(",", backup.spec().volumes())),
            Column.size("Size", "What its archives take in the store.", backup -> backup.status().archives().stream()
                    .mapToLong(ArchiveStatus::bytes)
                    .sum()),
            Column.duration("Duration", "How long it took, verification included.", backup -> backup.status()
                    .startTime()
                    .flatMap(start -> backup.status().completionTime().map(end -> Duration.between(start, end)))),
            Column.condition(
                    BackupStatus.VERIFIED,
                    "Whether all of it was read again and found right.",
                    backup -> backup.status().conditions()),
            Column.<BackupSpec, BackupStatus>text("Store", "Where the archives are.", backup -> backup.spec()
                            .store())
                    .onlyWide(),
            Column.<BackupSpec, BackupStatus>text("Reason", "Why it is in this phase.", backup -> backup.status()
                            .reason())
                    .onlyWide());

    private BackupColumns() {}
}
