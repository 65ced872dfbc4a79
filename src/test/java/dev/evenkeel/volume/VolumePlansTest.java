package dev.evenkeel.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.FlakyEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Golden scenarios: what is planned, what the status says afterwards, and that a crash in between makes no odds. */
final class VolumePlansTest {

    @TempDir
    Path data;

    @TestFactory
    Stream<DynamicTest> plansAndStatusesAreAsWritten() {
        return Golden.folders("volume").stream()
                .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    @TestFactory
    Stream<DynamicTest> aCrashBeforeOrAfterTheStepEndsInTheSameWorld() {
        return Golden.folders("volume").stream()
                .flatMap(folder -> Stream.of(
                        dynamicTest(
                                "before " + folder.getFileName(),
                                () -> crash(folder, engine -> FlakyEngine.failingBefore(1, engine, Died::new))),
                        dynamicTest(
                                "after " + folder.getFileName(),
                                () -> crash(folder, engine -> FlakyEngine.failingAfter(1, engine, Died::new)))));
    }

    private void check(Path folder) throws Exception {
        try (VolumeScenario scenario = open(folder)) {
            VolumePlan plan = scenario.plan();
            assertThat(scenario.forecast().plan()).as("a dry run").isEqualTo(plan.toString());
            StringBuilder text = new StringBuilder();
            plan.drift().forEach(drift -> text.append("drift ").append(drift).append('\n'));
            Golden.expect(folder, "plan.txt", text.append(plan).append('\n').toString());

            scenario.reconcile(scenario.fake());
            Golden.expect(folder, "status.yaml", scenario.statusText());
            Golden.expect(folder, "world.txt", scenario.world() + "\n");

            String world = scenario.world();
            String status = scenario.statusText();
            scenario.reconcile(scenario.fake());
            assertThat(scenario.world()).as("the second run changes nothing").isEqualTo(world);
            assertThat(scenario.statusText()).isEqualTo(status);
            assertThat(scenario.wakes())
                    .as("only the lost and the dying are looked at again")
                    .isEqualTo(restless(scenario));
        }
    }

    private static boolean restless(VolumeScenario scenario) {
        String name = scenario.current().metadata().name();
        return scenario.gone()
                || scenario.current().deleting()
                || scenario.fake().volumes().stream().noneMatch(v -> v.name().equals(name));
    }

    private void crash(Path folder, Function<Engine, Engine> deadly) throws Exception {
        try (VolumeScenario undisturbed = open(folder);
                VolumeScenario crashed = open(folder)) {
            boolean acts = undisturbed.plan().step().isPresent();
            undisturbed.reconcile(undisturbed.fake());
            if (acts) {
                assertThatThrownBy(() -> crashed.reconcile(deadly.apply(crashed.fake())))
                        .isInstanceOf(Died.class);
            }
            crashed.reconcile(crashed.fake());
            assertThat(crashed.world()).isEqualTo(undisturbed.world());
            assertThat(crashed.gone()).isEqualTo(undisturbed.gone());
            assertThat(crashed.current().status().conditions())
                    .isEqualTo(undisturbed.current().status().conditions());
        }
    }

    private VolumeScenario open(Path folder) throws Exception {
        return new VolumeScenario(folder, Files.createTempDirectory(data, "scenario"));
    }

    /** The process is gone: nothing that comes after the call takes place. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
