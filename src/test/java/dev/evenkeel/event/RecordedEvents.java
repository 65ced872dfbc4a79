package dev.evenkeel.event;

import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.EventType;
import dev.evenkeel.resource.Resource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was told, for tests. */
public final class RecordedEvents implements EventRecorder {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void record(Resource<?, ?> about, EventType type, String reason, String message) {
        lines.add(about.kind() + "/" + about.metadata().name() + " " + type + " " + reason + " " + message);
    }

    /** In order: {@code BackupSchedule/nightly Normal BackupStarted create Backup ...}. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
