package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.FlakyEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * For each golden scenario and each call that changes the engine: stop dead before it, and after it, start anew, and
 * arrive at the same world with every container in its place.
 */
final class CrashEverywhereTest {

    private static final int TURNS_MAX = 5;

    @TempDir
    Path data;

    @TestFactory
    Stream<DynamicTest> everyCrashEndsInTheSameWorld() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : NetworkScenario.folders()) {
            int calls = calls(folder);
            for (int call = 1; call <= calls; call++) {
                int nth = call;
                String name = folder.getFileName() + ", call " + call + " of " + calls;
                tests.add(dynamicTest("before " + name, () -> crash(folder, nth, true)));
                tests.add(dynamicTest("after " + name, () -> crash(folder, nth, false)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private int calls(Path folder) throws IOException {
        try (NetworkScenario scenario = open(folder)) {
            FlakyEngine counting = FlakyEngine.reliable(scenario.fake());
            scenario.reconcile(counting);
            return counting.mutatingCalls();
        }
    }

    private void crash(Path folder, int nth, boolean before) throws IOException {
        try (NetworkScenario undisturbed = open(folder);
                NetworkScenario crashed = open(folder)) {
            settle(undisturbed);
            Engine deadly = before
                    ? FlakyEngine.failingBefore(nth, crashed.fake(), Died::new)
                    : FlakyEngine.failingAfter(nth, crashed.fake(), Died::new);
            assertThatThrownBy(() -> crashed.reconcile(deadly)).isInstanceOf(Died.class);
            settle(crashed);
            assertThat(crashed.world()).isEqualTo(undisturbed.world());
            assertThat(crashed.gone()).isEqualTo(undisturbed.gone());
            assertThat(crashed.current().status().repair()).isEmpty();
        }
    }

    /** The process is gone: nothing that comes after the call takes place. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void settle(NetworkScenario scenario) {
        for (int turn = 0; turn < TURNS_MAX && !scenario.gone(); turn++) {
            scenario.reconcile(scenario.fake());
        }
    }

    private NetworkScenario open(Path folder) throws IOException {
        return NetworkScenario.open(folder, Files.createTempDirectory(data, "scenario"));
    }
}
