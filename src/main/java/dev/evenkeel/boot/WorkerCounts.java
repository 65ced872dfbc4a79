package dev.evenkeel.boot;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.volume.VolumeKind;
import java.util.Map;

/** How many resources of each kind are handled side by side. */
record WorkerCounts(Map<String, Integer> byKind) {

    static WorkerCounts of(EvenkeelConfig.Workers count) {
        return new WorkerCounts(Map.of(
                NetworkKind.INSTANCE.kind(), count.network(),
                VolumeKind.INSTANCE.kind(), count.volume(),
                ScheduleKind.INSTANCE.kind(), count.backupSchedule(),
                BackupKind.INSTANCE.kind(), count.backup(),
                RestoreKind.INSTANCE.kind(), count.restore(),
                StoreKind.INSTANCE.kind(), count.backupStore()));
    }

    int of(ResourceKind<?, ?> kind) {
        return of(kind.kind());
    }

    int of(String kind) {
        return byKind.get(kind);
    }
}
