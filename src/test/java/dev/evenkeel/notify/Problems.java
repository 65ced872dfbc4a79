package dev.evenkeel.notify;

import dev.evenkeel.resource.ResourceKey;
import java.time.Instant;

/** Problems for tests. */
final class Problems {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    static final Topic DRIFT = new Topic(Concern.DriftNotCorrected, new ResourceKey("Network", "default", "backend"));

    private Problems() {}

    static Problem drift(Instant since) {
        return new Problem(DRIFT, "Ipam", "ipam.config[0].subnet: want 10.77.0.0/24, have 10.99.0.0/24", since);
    }

    static Problem failed(String backup, Instant since) {
        ResourceKey key = new ResourceKey("Backup", "default", backup);
        return new Problem(new Topic(Concern.BackupFailed, key), "VolumeNotFound", "there is no volume pgdata", since);
    }

    static Problem silent(Instant since) {
        return new Problem(Topic.ofEngine("default"), "EngineUnreachable", "it does not answer", since);
    }
}
