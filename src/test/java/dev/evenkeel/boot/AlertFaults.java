package dev.evenkeel.boot;

import static dev.evenkeel.boot.AlertsIT.REPAIR_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.AlertsIT.Deed;
import dev.evenkeel.boot.AlertsIT.Fault;
import dev.evenkeel.engine.OwnEngine;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Faults that do not get in each other's way. */
final class AlertFaults implements AutoCloseable {

    /** Nobody protects these volumes, and nobody has to. */
    private static final String OPTED_OUT = "evenkeel.dev/backup=false";

    /** Ends at once when it is asked to. */
    private static final String ENDS = "trap 'exit 0' TERM; while :; do sleep 0.05; done";

    private final Path folder;
    private final EvenkeelProcess evenkeel;
    private final OwnEngine engine;
    private final EngineProxy proxy;
    private final ScheduledExecutorService guesser = Executors.newSingleThreadScheduledExecutor();

    AlertFaults(Path folder, EvenkeelProcess evenkeel, OwnEngine engine, EngineProxy proxy) {
        this.folder = folder;
        this.evenkeel = evenkeel;
        this.engine = engine;
        this.proxy = proxy;
    }

    /** Declares what is to go wrong. */
    void prepare() throws IOException {
        evenkeel.create("networks", "metadata: {name: fought}\nspec: {}");
        evenkeel.awaitReady("networks", "fought");
        String store = "apiVersion: evenkeel.dev/v1\nkind: BackupStore\nmetadata: {name: usb}\nspec: {local: {path: "
                + folder.resolve("usb") + "}}";
        assertThat(evenkeel.send("POST", "/apis/evenkeel.dev/v1/backupstores", "application/yaml", store)
                        .statusCode())
                .isEqualTo(201);
        Files.createDirectory(folder.resolve("needed"));
        engine.docker("volume", "create", "--label", OPTED_OUT, "kept");
        engine.docker(
                "run",
                "-d",
                "--name",
                "app",
                "-v",
                "kept:/kept",
                "--mount",
                "type=bind,source=" + folder.resolve("needed") + ",target=/needed",
                RealEngine.IMAGE,
                "sh",
                "-c",
                ENDS);
    }

    List<Fault> sideBySide() {
        return List.of(
                fault(
                        "EvenkeelDriftFlapping",
                        "kind",
                        "Network",
                        this::fight,
                        () -> evenkeel.merge("networks", "fought", REPAIR_NOW)),
                fault("EvenkeelScheduleSuspendedTooLong", "schedule", "forgotten", this::suspend, this::resume),
                fault(
                        "EvenkeelBackupFailed",
                        "schedule",
                        "nightly",
                        () -> hollow("nightly", "0 3 29 2 *"),
                        () -> filled("nightly")),
                fault(
                        "EvenkeelBackupNeverSucceeded",
                        "schedule",
                        "always",
                        () -> hollow("always", "* * * * *"),
                        () -> filled("always")),
                fault("EvenkeelContainersLeftStopped", "engine", "default", this::leaveStopped, this::letStart),
                fault("EvenkeelStoreDown", "store", "usb", () -> move("usb", "away"), () -> move("away", "usb")),
                fault(
                        "EvenkeelVolumesUnprotected",
                        "engine",
                        "default",
                        () -> engine.docker("volume", "create", "bare"),
                        () -> engine.docker("volume", "rm", "bare")),
                fault("EvenkeelAuditWriteErrors", "job", "evenkeel", this::closeAudit, this::openAudit),
                fault("EvenkeelAuthFailures", "job", "evenkeel", this::guess, guesser::shutdownNow));
    }

    @Override
    public void close() {
        guesser.shutdownNow();
    }

    private static Fault fault(String alert, String label, String value, Deed cause, Deed repair) {
        return new Fault(alert, Map.of(label, value), cause, repair);
    }

    private void suspend() {
        evenkeel.create("backupschedules", """
                metadata: {name: forgotten}
                spec: {schedule: "* * * * *", volumes: [kept], suspend: true}
                """);
    }

    private void resume() {
        evenkeel.merge("backupschedules", "forgotten", "{\"spec\": {\"suspend\": false}}");
    }

    /** A volume that is a folder, and the folder is not there. Nobody has ever backed it up, so that is tried at once. */
    private void hollow(String schedule, String line) {
        engine.docker(
                "volume",
                "create",
                "--label",
                "backup=" + schedule,
                "--opt",
                "type=none",
                "--opt",
                "o=bind",
                "--opt",
                "device=" + folder.resolve(schedule),
                schedule);
        evenkeel.create("backupschedules", """
                metadata: {name: %1$s}
                spec: {schedule: "%2$s", selector: {matchLabels: {backup: %1$s}}}
                """.formatted(schedule, line));
    }

    /** Without the Backup that failed, it has never been backed up again. */
    private void filled(String schedule) throws IOException {
        Files.createDirectory(folder.resolve(schedule));
        EvenkeelProcess.json(evenkeel.send("GET", EvenkeelProcess.collection("backups"), "application/json", "")
                        .body())
                .path("items")
                .forEach(backup -> {
                    String name = backup.at("/metadata/name").asText();
                    if (name.startsWith(schedule)) {
                        evenkeel.delete("backups", name);
                    }
                });
    }

    /** What the container needs to start again goes while it runs. */
    private void leaveStopped() throws IOException {
        Files.delete(folder.resolve("needed"));
        evenkeel.create("backups", """
                metadata: {name: stopping}
                spec: {volumes: [kept], quiesce: {mode: Stop}}
                """);
    }

    private void letStart() throws IOException {
        Files.createDirectory(folder.resolve("needed"));
    }

    private void move(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to));
    }

    /** The audit log is on a disk that is not there any more. */
    private void closeAudit() throws IOException {
        Path log = folder.resolve("data/audit.log");
        Files.delete(log);
        Files.createSymbolicLink(log, folder.resolve("disk/audit.log"));
        evenkeel.delete("networks", "nobody");
    }

    private void openAudit() throws IOException {
        Files.createDirectory(folder.resolve("disk"));
    }

    private void guess() {
        HttpRequest request = HttpRequest.newBuilder(evenkeel.api(EvenkeelProcess.collection("networks")))
                .header("Authorization", "Bearer guessed")
                .build();
        guesser.scheduleAtFixedRate(
                () -> WayIn.exchange(evenkeel.wayIn().client(), request), 0, 100, TimeUnit.MILLISECONDS);
    }

    /** Somebody puts another network in its place, as often as it is put right, until that is given up for a while. */
    private void fight() {
        for (int round = 0; round < 3; round++) {
            long repairs = repairs(evenkeel.get("networks", "fought"));
            supplant();
            evenkeel.eventually("networks", "fought", network -> repairs(network) > repairs);
        }
        supplant();
        evenkeel.eventually("networks", "fought", network -> EvenkeelProcess.condition(network, "Ready")
                .path("reason")
                .asText()
                .equals("Flapping"));
    }

    /** Unseen: who sees that it is gone makes it anew, and that is no replacement. */
    private void supplant() {
        proxy.cut();
        try {
            engine.docker("network", "rm", "fought");
            engine.docker("network", "create", "--internal", "fought");
        } finally {
            proxy.mend();
        }
    }

    private static long repairs(JsonNode network) {
        return network.at("/status/repairs").asLong();
    }
}
