package dev.evenkeel.api;

import dev.evenkeel.event.Events;
import dev.evenkeel.registry.ChangeFeed;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.trace.Tracing;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;

/** What the composition root produces otherwise, for tests of the API that need no loop and no engine. */
@Alternative
@Singleton
final class ApiBeans {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Tracing tracing() {
        return Tracing.OFF;
    }

    @Produces
    @Singleton
    ResourceCodec codec() {
        return new ResourceCodec();
    }

    @Produces
    @Singleton
    RevisionLog log() throws IOException {
        return SqliteDatabase.open(
                Files.createTempDirectory("evenkeel-api-test").resolve("registry.db"));
    }

    void close(@Disposes RevisionLog log) {
        log.close();
    }

    @Produces
    @Singleton
    Registry registry(RevisionLog log, ResourceCodec codec, Clock clock) {
        return new Registry(log, codec, clock, () -> UUID.randomUUID().toString());
    }

    /** Small, so that a client that does not read falls behind soon. */
    @Produces
    @Singleton
    ChangeFeed feed(RevisionLog log) {
        return new ChangeFeed(
                log,
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()),
                LampProfile.CHANGES_MAX);
    }

    @Produces
    @Singleton
    WatchCounts watchCounts() {
        return new WatchCounts();
    }

    @Produces
    @Singleton
    WatchSettings watchSettings() {
        return new WatchSettings(LampProfile.WATCHES_MAX, LampProfile.BOOKMARKS, () -> Duration.ofMinutes(30));
    }

    @Produces
    @Singleton
    SlowClients slowClients() {
        return new SlowClients(Duration.ofMinutes(2));
    }

    @Produces
    @Singleton
    Events events(RevisionLog log, ResourceCodec codec, Clock clock) {
        return new Events(log, codec, clock, () -> UUID.randomUUID().toString(), Duration.ofHours(1));
    }

    @Produces
    @Singleton
    Namespaces namespaces() {
        return () -> new TreeSet<>(List.of("default", "attic"));
    }

    @Produces
    @Singleton
    NameSuffixes suffixes() {
        return new NameSuffixes(new Random(7));
    }

    @Produces
    @Singleton
    ProgramVersion version() {
        return new ProgramVersion("0.1.0");
    }
}
