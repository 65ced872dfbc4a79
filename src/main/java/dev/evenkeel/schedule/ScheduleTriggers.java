package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.drill.DrillName;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which schedule to look at when something in the registry changes. */
public final class ScheduleTriggers {

    private ScheduleTriggers() {}

    private static Optional<String> name(ResourceKey changed) {
        if (changed.kind().equals(RestoreKind.INSTANCE.kind())) {
            return DrillName.schedule(changed.name());
        }
        return Optional.of(changed)
                .filter(key -> key.kind().equals(BackupKind.INSTANCE.kind()))
                .flatMap(key -> RunName.schedule(key.name()));
    }

    /**
     * Whether all volumes are to be looked at after a change: who is backed up, and how long ago, may be altered by one
     * of a schedule, or of what is written on a Volume; and the Restore of a drill leaves a volume to be removed.
     */
    public static boolean reachVolumes(ResourceKey changed, boolean statusOnly) {
        return changed.kind().equals(ScheduleKind.INSTANCE.kind())
                || (changed.kind().equals(VolumeKind.INSTANCE.kind()) && !statusOnly)
                || (changed.kind().equals(RestoreKind.INSTANCE.kind())
                        && !statusOnly
                        && DrillName.schedule(changed.name()).isPresent());
    }

    /** Whether a schedule would select other volumes now than it did when it was last looked at. */
    public static boolean differs(
            Resource<ScheduleSpec, ScheduleStatus> schedule,
            List<EngineVolume> onEngine,
            Map<String, Resource<VolumeSpec, VolumeStatus>> declared) {
        return !schedule.spec().selector().selectsNothing()
                && !Discovery.volumes(schedule.spec(), onEngine, declared)
                        .equals(schedule.status().volumes());
    }

    /**
     * The schedule itself, or the one that the name of a Backup or of a drill's Restore speaks of. That is a guess
     * without a look into the registry: a key of nothing costs one empty turn.
     */
    public static Optional<ResourceKey> key(ResourceKey changed) {
        if (changed.kind().equals(ScheduleKind.INSTANCE.kind())) {
            return Optional.of(changed);
        }
        return name(changed).map(name -> ScheduleKind.INSTANCE.key(changed.namespace(), name));
    }
}
