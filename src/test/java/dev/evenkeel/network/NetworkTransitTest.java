package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.engine.NetworkMember;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is taken out of transit who could not be put back; the golden scenarios have the rest. */
final class NetworkTransitTest {

    private static final Path BY_TRANSIT = NetworkScenario.ROOT.resolve("another-subnet-by-transit");

    @TempDir
    Path data;

    @Test
    void whoeverCannotBePutBackStaysInTransitUntilHeCan() throws IOException {
        int calls;
        Set<String> reachable;
        try (NetworkScenario scenario = open()) {
            reachable = running(scenario);
            FlakyEngine watched = FlakyEngine.reliable(scenario.fake());
            scenario.reconcile(watched);
            calls = watched.mutatingCalls();
        }
        assertThat(reachable).hasSizeGreaterThan(1);
        for (int call = 1; call <= calls; call++) {
            try (NetworkScenario scenario = open()) {
                scenario.reconcile(FlakyEngine.failingBefore(
                        call, scenario.fake(), () -> new EngineException.Failed("port is already allocated")));
                assertThat(running(scenario))
                        .as("call " + call + "\n" + scenario.world())
                        .isEqualTo(reachable);
                for (int turn = 0; turn < 2; turn++) {
                    scenario.reconcile(scenario.fake());
                }
                assertThat(scenario.world()).as("call " + call).doesNotContain("transit");
                assertThat(running(scenario)).isEqualTo(reachable);
            }
        }
    }

    @Test
    void whoeverCannotBePutBackAtAllStaysInTransitForAsLongAsThatTakes() throws IOException {
        try (NetworkScenario scenario = open()) {
            Set<String> reachable = running(scenario);
            String web = scenario.fake().container("web").id();
            for (int turn = 0; turn < 3; turn++) {
                scenario.reconcile(barring(web, scenario.fake()));
                assertThat(running(scenario)).as(scenario.world()).isEqualTo(reachable);
                assertThat(scenario.world()).contains("web running on zz-evenkeel-transit");
            }
            scenario.reconcile(scenario.fake());
            assertThat(running(scenario)).isEqualTo(reachable);
            assertThat(scenario.world()).doesNotContain("transit");
        }
    }

    /** An engine that connects a container to nothing that outlasts a repair. */
    private static Engine barring(String containerId, Engine engine) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            boolean barred = method.getName().equals("connect")
                    && arguments[1].equals(containerId)
                    && !NetworkTransit.is(engine.network((String) arguments[0]).name());
            if (barred) {
                throw new EngineException.Failed("port is already allocated");
            }
            try {
                return method.invoke(engine, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        };
        return (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, handler);
    }

    /** Names of the containers that others can reach by name: on the network or in transit. */
    private static Set<String> running(NetworkScenario scenario) {
        Set<String> names = new TreeSet<>();
        scenario.fake().networks().stream()
                .filter(network -> network.name().equals("backend") || NetworkTransit.is(network.name()))
                .flatMap(network -> scenario.fake().network(network.id()).containers().values().stream())
                .map(NetworkMember::containerName)
                .forEach(names::add);
        return names;
    }

    private NetworkScenario open() throws IOException {
        return NetworkScenario.open(BY_TRANSIT, Files.createTempDirectory(data, "registry"));
    }
}
