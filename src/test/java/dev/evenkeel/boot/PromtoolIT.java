package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Prometheus' and Alertmanager's own tools say of deploy/prometheus. */
final class PromtoolIT {

    @Test
    void theRulesAreSound() {
        assertThat(promtool(AlertRule.files(), "check", "rules")).doesNotContain("FAILED");
    }

    @Test
    void everyAlertFiresWhenItShouldAndNotOtherwise() {
        assertThat(promtool(AlertRule.tests(), "test", "rules")).doesNotContain("FAILED");
    }

    @Test
    void theExamplesAreSound() {
        String folder = AlertRule.FOLDER.toString();
        assertThat(Monitoring.run("promtool", "check", "config", folder + "/prometheus.yml"))
                .contains(AlertRule.files().size() + " rule files found");
        assertThat(Monitoring.run("amtool", "check-config", folder + "/alertmanager.yml"))
                .contains("SUCCESS");
    }

    private static String promtool(List<Path> files, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        files.forEach(file -> arguments.add(file.toString()));
        return Monitoring.run("promtool", arguments.toArray(String[]::new));
    }
}
