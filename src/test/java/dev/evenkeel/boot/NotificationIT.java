package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody hears by webhook when things go wrong on a real engine. */
final class NotificationIT {

    private static final String SECRET = "canary-4b1d";

    private Webhook webhook;
    private EngineProxy door;
    private EvenkeelProcess evenkeel;

    @BeforeEach
    void start() throws IOException {
        Path folder = Files.createTempDirectory("ek");
        webhook = new Webhook();
        door = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
        evenkeel = on(folder.resolve("data"), door.uri());
    }

    @AfterEach
    void stop() throws IOException {
        evenkeel.close();
        door.close();
        webhook.close();
    }

    @Test
    void theDayOfAReceiver() {
        RealEngine.openEmpty().close();
        evenkeel.start();
        RealEngine.docker("network", "create", "--internal", "reported");
        network("reported", "driftPolicy: Report, ");
        RealEngine.docker("network", "rm", "reported");
        heard("firing EvenkeelDriftNotCorrected Network/reported");
        evenkeel.merge("networks", "reported", "{\"spec\": {\"driftPolicy\": \"Repair\"}}");
        heard("resolved EvenkeelDriftNotCorrected Network/reported");

        evenkeel.create("backupschedules", """
                metadata: {name: nightly}
                spec: {schedule: "@yearly", volumes: [nowhere]}
                """);
        String uid =
                evenkeel.get("backupschedules", "nightly").at("/metadata/uid").asText();
        evenkeel.create("backups", """
                metadata:
                  name: nightly-20251120t020000z
                  ownerReferences: [{apiVersion: evenkeel.dev/v1, kind: BackupSchedule, name: nightly, uid: %s}]
                spec: {volumes: [nowhere]}
                """.formatted(uid));
        evenkeel.create("backups", "metadata: {name: by-hand}\nspec: {volumes: [nowhere]}\n");
        heard("firing EvenkeelBackupFailed BackupSchedule/nightly");
        heard("firing EvenkeelBackupFailed Backup/by-hand");

        door.cut();
        heard("firing EvenkeelEngineUnreachable Engine/default");
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> counted("success") == webhook.messages());
        int known = webhook.told().size();
        evenkeel.stop();
        evenkeel.start();
        door.mend();
        heard("resolved EvenkeelEngineUnreachable Engine/default");
        assertThat(webhook.told().subList(known, webhook.told().size()))
                .as("a restart repeats nothing")
                .containsExactly("resolved EvenkeelEngineUnreachable Engine/default");

        webhook.refuse(true);
        door.cut();
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> counted("error") >= 2);
        assertThat(evenkeel.management("/q/health/live").statusCode()).isEqualTo(200);
        door.mend();
        network("meanwhile", "");
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> counted("dropped") >= 1);
        webhook.refuse(false);
        assertThat(counted("success")).isPositive();
        assertThat(evenkeel.log()).doesNotContain(SECRET).contains("notification not delivered receiver=ops");
        assertThat(evenkeel.management("/q/metrics").body()).doesNotContain(SECRET);
    }

    @Test
    void aTestMessageArrivesOrTheCommandSaysWhyNot() throws Exception {
        int before = webhook.messages();
        assertThat(command("notification", "test")).isEqualTo("ops: arrived\n0");
        assertThat(webhook.messages()).isEqualTo(before + 1);
        webhook.refuse(true);
        assertThat(command("notification", "test", "ops"))
                .isEqualTo("ops: did not arrive: answered 503\nevenkeel: not every message arrived\n1");
        assertThat(command("notification", "test", "nobody")).contains("no receiver is called nobody");
    }

    private EvenkeelProcess on(Path data, URI engine) {
        EvenkeelProcess process = EvenkeelProcess.on(data, engine).with("EVENKEEL_RESYNC", "1s");
        settings().forEach(process::with);
        return process;
    }

    private Map<String, String> settings() {
        return Map.of(
                "EVENKEEL_NOTIFICATIONS_OPS_URL", webhook.address(SECRET),
                "EVENKEEL_NOTIFICATIONS_OPS_GRACE", "1s",
                "EVENKEEL_NOTIFICATIONS_OPS_INTERVAL", "0s");
    }

    private void network(String name, String more) {
        evenkeel.create("networks", "metadata: {name: " + name + "}\nspec: {" + more + "internal: true}\n");
        evenkeel.awaitReady("networks", name);
    }

    private void heard(String line) {
        await().atMost(EvenkeelProcess.PATIENCE)
                .untilAsserted(() -> assertThat(webhook.told()).contains(line));
    }

    private double counted(String result) {
        return evenkeel.metric("evenkeel_notifications_total", "receiver=\"ops\"", "result=\"" + result + "\"")
                .orElse(0.0);
    }

    /** What it prints, and its exit code. */
    private String command(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("evenkeel.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(settings());
        builder.environment()
                .put("EVENKEEL_DATA_DIR", Files.createTempDirectory("ek").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output + process.exitValue();
    }
}
