package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which schedule to look at when something in the registry changes. */
public final class ScheduleTriggers {

    private ScheduleTriggers() {}

    /**
     * Whether a change may alter which volumes are backed up, or how long ago: a schedule's does, and so does one of
     * what is written on a Volume.
     */
    public static boolean reachVolumes(ResourceKey changed, boolean statusOnly) {
        return changed.kind().equals(ScheduleKind.INSTANCE.kind())
                || (changed.kind().equals(VolumeKind.INSTANCE.kind()) && !statusOnly);
    }

    /** Whether a schedule would select other volumes now than it did when it was last looked at. */
    public static boolean differs(
            Resource<ScheduleSpec, ScheduleStatus> schedule,
            List<EngineVolume> onEngine,
            Map<String, Resource<VolumeSpec, VolumeStatus>> declared) {
        return !schedule.spec().selector().isEmpty()
                && !Discovery.volumes(schedule.spec(), onEngine, declared)
                        .equals(schedule.status().volumes());
    }

    /**
     * The schedule itself, or the one that a Backup's name speaks of. That is a guess without a look into the registry:
     * a key of nothing costs one empty turn.
     */
    public static Optional<ResourceKey> key(ResourceKey changed) {
        if (changed.kind().equals(ScheduleKind.INSTANCE.kind())) {
            return Optional.of(changed);
        }
        return Optional.of(changed)
                .filter(key -> key.kind().equals(BackupKind.INSTANCE.kind()))
                .flatMap(key -> RunName.schedule(key.name()))
                .map(name -> ScheduleKind.INSTANCE.key(changed.namespace(), name));
    }
}
