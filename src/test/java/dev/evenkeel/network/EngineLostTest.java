package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.FlakyEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine goes away in the middle of a repair: what was remembered before its first step stays, however long that lasts. */
final class EngineLostTest {

    private static final List<String> REPAIRS =
            List.of("another-subnet", "another-subnet-by-transit", "removed-with-containers-left");

    @TempDir
    Path data;

    @Test
    void asMuchIsRememberedAsAfterACrash() throws IOException {
        int remembered = 0;
        for (String repair : REPAIRS) {
            int calls = calls(repair);
            for (int call = 1; call <= calls; call++) {
                Optional<?> expected = afterACrash(repair, call);
                try (NetworkScenario scenario = open(repair)) {
                    scenario.reconcile(FlakyEngine.failingAfter(call, scenario.fake()));
                    assertThat(scenario.current().status().repair().map(NetworkStatus.Repair::remembered))
                            .as(repair + ", call " + call)
                            .isEqualTo(expected);
                }
                remembered += expected.isPresent() ? 1 : 0;
            }
        }
        assertThat(remembered).isPositive();
    }

    private Optional<?> afterACrash(String repair, int call) throws IOException {
        try (NetworkScenario scenario = open(repair)) {
            assertThatThrownBy(() -> scenario.reconcile(FlakyEngine.failingAfter(call, scenario.fake(), Crash::new)))
                    .isInstanceOf(Crash.class);
            return scenario.current().status().repair().map(NetworkStatus.Repair::remembered);
        }
    }

    private int calls(String repair) throws IOException {
        try (NetworkScenario scenario = open(repair)) {
            FlakyEngine counting = FlakyEngine.reliable(scenario.fake());
            scenario.reconcile(counting);
            return counting.mutatingCalls();
        }
    }

    /** Nothing that comes after the call takes place. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private NetworkScenario open(String repair) throws IOException {
        return NetworkScenario.open(NetworkScenario.ROOT.resolve(repair), Files.createTempDirectory(data, "scenario"));
    }
}
