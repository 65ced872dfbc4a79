package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden scenarios: what is planned and what the status says afterwards. With {@code -Dgolden.rewrite=true} the expected
 * files are written anew; commit them only if you understand every line that changed.
 */
final class NetworkPlansTest {

    private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");

    @TempDir
    Path data;

    @TestFactory
    Stream<DynamicTest> plansAndStatusesAreAsWritten() throws IOException {
        return NetworkScenario.folders().stream()
                .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private void check(Path folder) throws IOException {
        Path own = Files.createDirectory(data.resolve(folder.getFileName()));
        try (NetworkScenario scenario = NetworkScenario.open(folder, own)) {
            NetworkPlan plan = scenario.plan();
            assertThat(scenario.forecast().plan()).as("a dry run").isEqualTo(plan.toString());
            StringBuilder text = new StringBuilder();
            plan.drift().forEach(drift -> text.append("drift ").append(drift).append('\n'));
            text.append(plan).append('\n');
            golden(folder.resolve("plan.txt"), scenario.named(text.toString()));

            scenario.reconcile(scenario.fake());
            golden(folder.resolve("status.yaml"), scenario.statusText());

            String world = scenario.world();
            String status = scenario.statusText();
            scenario.reconcile(scenario.fake());
            assertThat(scenario.world()).as("the second run changes nothing").isEqualTo(world);
            assertThat(scenario.statusText()).isEqualTo(status);
        }
    }

    private static void golden(Path file, String actual) throws IOException {
        if (REWRITE) {
            Files.writeString(file, actual);
        }
        assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
    }
}
