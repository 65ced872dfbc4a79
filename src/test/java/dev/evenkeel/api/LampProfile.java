package dev.evenkeel.api;

import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Kinds;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The API over an empty registry of lamps, on two engines that nobody needs to reach. */
public final class LampProfile implements QuarkusTestProfile {

    /** Short, because the path of a socket must be. */
    static final Path SOCKET = Path.of(
            System.getProperty("java.io.tmpdir"),
            "evenkeel-" + ProcessHandle.current().pid() + ".sock");

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(Lamps.class);
    }

    /** Without the rooms around the API: no loop, no engine, no management port. */
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.arc.exclude-types",
                "dev.evenkeel.boot.*,dev.evenkeel.health.*,dev.evenkeel.metrics.*",
                "quarkus.scheduler.enabled",
                "false",
                "quarkus.management.enabled",
                "false",
                "quarkus.http.test-port",
                "0",
                "quarkus.http.limits.max-body-size",
                "",
                "quarkus.http.domain-socket",
                SOCKET.toString());
    }

    /** What the composition root produces otherwise. */
    @Alternative
    @Singleton
    static class Lamps {

        @Produces
        @Singleton
        Kinds kinds() {
            return new Kinds(List.of(new LampKind()));
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
        Registry registry(RevisionLog log, ResourceCodec codec) {
            return new Registry(
                    log, codec, Clock.systemUTC(), () -> UUID.randomUUID().toString());
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
}
