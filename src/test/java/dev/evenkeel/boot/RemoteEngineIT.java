package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.access.pki.TestAuthority;
import dev.evenkeel.engine.RemoteEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine elsewhere that lets in only whoever shows a certificate, from the variables of the docker command. */
final class RemoteEngineIT {

    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @TempDir
    private Path folder;

    @Test
    void networksAreKeptAndVolumesComeAndGoOverTls() throws IOException {
        Path shown = AUTHORITY.client(folder.resolve("shown"));
        try (RemoteEngine engine = RemoteEngine.up(AUTHORITY, folder.resolve("engine"));
                EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("data"), engine.host())
                        .with("DOCKER_TLS_VERIFY", "1")
                        .with("DOCKER_CERT_PATH", shown.toString())
                        .start()) {
            keepsANetwork(engine, evenkeel);
            backsUpAndRestores(engine, evenkeel);
            loses(engine, evenkeel, shown);
            assertThat(evenkeel.log()).doesNotContain("in the clear");
        }
    }

    private static void keepsANetwork(RemoteEngine engine, EvenkeelProcess evenkeel) {
        evenkeel.create("networks", "metadata: {name: far}\nspec: {ipam: {config: [{subnet: 10.79.0.0/24}]}}\n");
        evenkeel.awaitReady("networks", "far");
        engine.docker("network", "rm", "far");
        await().atMost(EvenkeelProcess.PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        engine.docker("network", "inspect", "far"))
                .contains("10.79.0.0/24"));
    }

    /** In pieces larger than any buffer on the way. */
    private static void backsUpAndRestores(RemoteEngine engine, EvenkeelProcess evenkeel) {
        String written = inVolume(
                engine, "cargo", "dd if=/dev/urandom of=/data/cargo bs=1M count=24 2>/dev/null; sha256sum /data/cargo");
        evenkeel.create("backups", "metadata: {name: far}\nspec: {volumes: [cargo], verify: Full}\n");
        JsonNode backup = evenkeel.eventually(
                "backups", "far", b -> b.path("status").path("completionTime").isTextual());
        assertThat(backup.path("status").path("phase").asText())
                .as(backup.toPrettyString())
                .startsWith("Succeeded");

        evenkeel.create("restores", "metadata: {name: back}\nspec: {backup: far, target: {volume: landed}}\n");
        JsonNode restore = evenkeel.eventually(
                "restores", "back", r -> r.path("status").path("completionTime").isTextual());
        assertThat(restore.path("status").path("phase").asText())
                .as(restore.toPrettyString())
                .isEqualTo("Succeeded");
        assertThat(inVolume(engine, "landed", "sha256sum /data/cargo")).isEqualTo(written);
    }

    /** A certificate that the engine does not take, in the place of the one it does; and back, without a restart. */
    private void loses(RemoteEngine engine, EvenkeelProcess evenkeel, Path shown) throws IOException {
        Path foreign = TestAuthority.create().client(folder.resolve("foreign"));
        Path kept = folder.resolve("kept");
        move(shown, kept);
        move(foreign, shown);
        evenkeel.merge("networks", "far", "{\"spec\": {\"labels\": {\"seen\": \"no\"}}}");
        JsonNode away = evenkeel.eventually("networks", "far", n -> EvenkeelProcess.condition(n, "Ready")
                .path("reason")
                .asText()
                .equals("EngineUnreachable"));
        assertThat(EvenkeelProcess.condition(away, "Ready").path("message").asText())
                .contains("ClientCertificateRefused: tcp://127.0.0.1:");

        move(kept, shown);
        evenkeel.eventually("networks", "far", n -> !EvenkeelProcess.condition(n, "Ready")
                .path("reason")
                .asText()
                .equals("EngineUnreachable"));
        assertThat(engine.docker("network", "ls", "--format", "{{.Name}}")).contains("far");
    }

    private static void move(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : new String[] {"cert.pem", "key.pem"}) {
            Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String inVolume(RemoteEngine engine, String volume, String script) {
        return engine.docker(
                "run",
                "--rm",
                "--network",
                "none",
                "--volume",
                volume + ":/data",
                "evenkeel-busybox",
                "sh",
                "-c",
                script);
    }
}
