package dev.evenkeel.api;

import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.Viewers;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The API over an empty registry of lamps, on two engines that nobody needs to reach. */
public final class LampProfile implements QuarkusTestProfile {

    /** Short, because the path of a socket must be. */
    static final Path SOCKET = Path.of(
            System.getProperty("java.io.tmpdir"),
            "evenkeel-" + ProcessHandle.current().pid() + ".sock");

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(Lamps.class, ApiBeans.class, LampAccess.class);
    }

    static final String SLOW = "slow";
    static final Semaphore TURN = new Semaphore(0);

    /** How many changes the feed keeps. */
    static final int CHANGES_MAX = 200;

    static final int WATCHES_MAX = 1100;
    static final Duration BOOKMARKS = Duration.ofMillis(300);

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
                "quarkus.http.limits.max-connections",
                "5000",
                "quarkus.http.limits.max-body-size",
                "",
                "quarkus.http.domain-socket",
                SOCKET.toString());
    }

    /** What is particular to lamps. */
    @Alternative
    @Singleton
    static class Lamps {

        @Produces
        @Singleton
        Kinds kinds() {
            return new Kinds(List.of(new LampKind()));
        }

        /** A lamp glows at a hundred kelvins for each watt; it takes a turn to see what the slow one does. */
        @Produces
        @Singleton
        Viewers viewers(Registry registry) {
            return new Viewers(Map.of(LampKind.SPECTRUM, key -> {
                if (key.name().equals(SLOW)) {
                    TURN.acquireUninterruptibly();
                }
                return registry.find(new LampKind(), key)
                        .map(lamp -> new LampKind.Spectrum(lamp.spec().watts() * 100, List.of("red", "green")));
            }));
        }

        @Produces
        @Singleton
        PolicyGate gate(Registry registry) {
            HostPolicy off = new HostPolicy(HostSwitches.OFF);
            return new PolicyGate(off, (caller, attributes) -> true, PolicyListener.NONE, registry, 10_000);
        }
    }
}
