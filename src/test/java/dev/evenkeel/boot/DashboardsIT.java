package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Grafana would ask, asked of a real Prometheus that has scraped a real program at work on a real engine. */
final class DashboardsIT {

    /** What Grafana puts in the place of variables when all of everything is chosen. */
    private static final Map<String, String> VARIABLES = Map.of(
            "$__rate_interval", "1m",
            "$__range", "5m",
            "$instance", ".*",
            "$engine", ".*",
            "$kind", ".*",
            "$controller", ".*",
            "$schedule", ".*",
            "$store", ".*");

    /** Panels that have nothing to show in this world; each says so itself, in the place of a figure. */
    private static final Set<String> QUIET = Set.of(
            "evenkeel-overview.json: Alerts A", // rules are not loaded
            "evenkeel-controllers.json: At work on A", // no worker is at work for longer than a moment
            "evenkeel-engines.json: The engine's own clock A", // the engine is not scraped
            "evenkeel-backups.json: Volumes D", // no restore drill has been
            "evenkeel-backups.json: Last drill A");

    @TempDir
    Path folder;

    @Test
    void everyPanelHasSomethingToShow() throws IOException {
        RealEngine.openEmpty().close();
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host())
                        .with("EVENKEEL_RESYNC", "2s")
                        .with("EVENKEEL_NOTIFICATIONS_NOBODY_URL", "http://127.0.0.1:1/")
                        .start();
                RealPrometheus prometheus =
                        RealPrometheus.scraping(Files.createDirectory(folder.resolve("prometheus")), evenkeel)) {
            liveALittle(evenkeel);
            await().atMost(EvenkeelProcess.PATIENCE.multipliedBy(4))
                    .untilAsserted(() -> assertThat(silent(prometheus)).isSubsetOf(QUIET));
            for (Dashboard board : Dashboard.all()) {
                assertThat(board.expressions()).allSatisfy(expression -> prometheus.query(filled(expression)));
            }
        }
    }

    /** A network that was lost and came back, one that is missing and only reported, and a volume that is backed up. */
    private static void liveALittle(EvenkeelProcess evenkeel) {
        evenkeel.create("networks", "metadata: {name: kept}\nspec: {}\n");
        evenkeel.create("networks", "metadata: {name: reported}\nspec: {driftPolicy: Report}\n");
        evenkeel.create("volumes", "metadata: {name: uploads}\nspec: {labels: {backup: nightly}}\n");
        evenkeel.awaitReady("networks", "kept");
        evenkeel.awaitReady("volumes", "uploads");
        evenkeel.create("backupschedules", """
                metadata: {name: nightly}
                spec: {schedule: "0 2 * * *", selector: {matchLabels: {backup: nightly}}}
                """);
        RealEngine.docker("network", "rm", "kept");
        evenkeel.eventually(
                "networks", "kept", network -> network.at("/status/repairs").asInt() > 0);
        evenkeel.eventually(
                "volumes", "uploads", volume -> volume.at("/status/lastBackup").isObject());
    }

    private static Set<String> silent(RealPrometheus prometheus) {
        Set<String> silent = new TreeSet<>();
        Dashboard.all().stream().flatMap(board -> board.panels().stream()).forEach(panel -> panel.queries().stream()
                .filter(query ->
                        prometheus.query(filled(query.path("expr").asText())).isEmpty())
                .forEach(query -> silent.add(panel + " " + query.path("refId").asText())));
        return silent;
    }

    private static String filled(String expression) {
        String filled = expression;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            filled = filled.replace(variable.getKey(), variable.getValue());
        }
        return filled;
    }
}
