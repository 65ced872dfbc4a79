package dev.evenkeel.volume;

import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import java.util.List;

/** What a table of volumes shows. */
final class VolumeColumns {

    static final List<Column<VolumeSpec, VolumeStatus>> ALL = List.of(
            Column.text("Driver", "The driver.", volume -> volume.spec().driver()),
            Column.condition(Condition.READY, "Whether it is as declared.", volume -> volume.status()
                    .conditions()),
            Column.condition(Condition.DRIFTED, "Whether the engine differs.", volume -> volume.status()
                    .conditions()),
            Column.condition(VolumeStatus.PROTECTED, "Whether it is backed up.", volume -> volume.status()
                    .conditions()),
            Column.<VolumeSpec, VolumeStatus>age(
                            "Last Backup",
                            "When its newest good Backup was over.",
                            volume -> volume.status().lastBackup().map(LastBackup::time))
                    .onlyWide(),
            Column.text(
                    "Used By",
                    "The containers that mount it, running or not.",
                    volume -> String.join(",", volume.status().usedBy())),
            Column.<VolumeSpec, VolumeStatus>text("Reason", "Why it is ready, or is not.", volume -> Conditions.find(
                                    volume.status().conditions(), Condition.READY)
                            .map(Condition::reason)
                            .orElse(""))
                    .onlyWide(),
            Column.<VolumeSpec, VolumeStatus>text(
                            "Deletion Policy",
                            "What becomes of the data.",
                            volume -> volume.spec().deletionPolicy().name())
                    .onlyWide(),
            Column.<VolumeSpec, VolumeStatus>text("Mountpoint", "Where it is on the host.", volume -> volume.status()
                            .mountpoint())
                    .onlyWide());

    private VolumeColumns() {}
}
