package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.resource.ResourceKey;
import java.util.Optional;

/** Which schedule to look at when something in the registry changes. */
public final class ScheduleTriggers {

    private ScheduleTriggers() {}

    /**
     * The schedule itself, or the one that a Backup's name speaks of. That is a guess without a look into the registry:
     * a key of nothing costs one empty turn.
     */
    public static Optional<ResourceKey> keyOf(ResourceKey changed) {
        if (changed.kind().equals(ScheduleKind.INSTANCE.kind())) {
            return Optional.of(changed);
        }
        return Optional.of(changed)
                .filter(key -> key.kind().equals(BackupKind.INSTANCE.kind()))
                .flatMap(key -> RunName.schedule(key.name()))
                .map(name -> ScheduleKind.INSTANCE.key(changed.namespace(), name));
    }
}
