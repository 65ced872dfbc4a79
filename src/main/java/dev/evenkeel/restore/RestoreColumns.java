package dev.evenkeel.restore;

import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.Resource;
import java.time.Duration;
import java.util.List;

/** What a table of restores shows. */
final class RestoreColumns {

    static final List<Column<RestoreSpec, RestoreStatus>> ALL = List.of(
            Column.text("Phase", "How far it has come.", restore -> restore.status()
                    .phase()
                    .name()),
            Column.text("Source", "What is restored: a Backup, or an archive of a store.", RestoreColumns::source),
            Column.text("Target", "The volume it becomes.", restore -> restore.spec()
                    .target()
                    .volume()),
            Column.size("Size", "Contents of the files in the new volume.", restore -> restore.status()
                    .bytes()),
            Column.duration("Duration", "How long it took.", restore -> restore.status()
                    .startTime()
                    .flatMap(start -> restore.status().completionTime().map(end -> Duration.between(start, end)))),
            Column.<RestoreSpec, RestoreStatus>text(
                            "Source Volume", "Which volume of the backup.", restore -> restore.spec()
                                    .volume())
                    .onlyWide(),
            Column.<RestoreSpec, RestoreStatus>text("Reason", "Why it is in this phase.", restore -> restore.status()
                            .reason())
                    .onlyWide());

    private RestoreColumns() {}

    private static String source(Resource<RestoreSpec, RestoreStatus> restore) {
        return restore.status()
                .source()
                .map(chosen -> chosen.backup().isEmpty() ? chosen.location() : chosen.backup())
                .orElse(restore.spec().backup());
    }
}
