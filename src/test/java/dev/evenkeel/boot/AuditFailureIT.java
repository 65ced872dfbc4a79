package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit log that cannot be written: everybody is served, and the loss is counted and told. */
final class AuditFailureIT {

    private static final URI NO_ENGINE = URI.create("unix:///nonexistent/docker.sock");
    private static final String ERRORS = "evenkeel_audit_write_errors_total";

    @TempDir
    Path folder;

    private Path log;
    private EvenkeelProcess evenkeel;

    @BeforeEach
    void prepare() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        log = data.resolve("audit.log");
        evenkeel = EvenkeelProcess.on(data, NO_ENGINE);
    }

    @AfterEach
    void stop() {
        evenkeel.close();
    }

    @Test
    void aLogThatIsNoFileIsToldOfAndServesEverybody() throws IOException {
        Files.createDirectory(log);
        evenkeel.start();
        evenkeel.create("networks", "metadata: {name: one}\nspec: {}\n");
        assertThat(evenkeel.metric(ERRORS)).contains(1.0);
        assertThat(evenkeel.log()).contains("audit line lost");
        Files.delete(log);
        assertThat(evenkeel.delete("networks", "one")).isEqualTo(200);
        assertThat(evenkeel.metric(ERRORS)).contains(1.0);
        assertThat(names()).containsExactly("one");
    }

    @Test
    void aLogThatIsTakenAwayIsBegunAnew() throws IOException {
        evenkeel.start();
        evenkeel.create("networks", "metadata: {name: one}\nspec: {}\n");
        Files.move(log, folder.resolve("taken"));
        assertThat(evenkeel.delete("networks", "one")).isEqualTo(200);
        assertThat(names()).containsExactly("one");
        assertThat(evenkeel.metric(ERRORS)).contains(0.0);
    }

    @Test
    void aFullDiskLosesWholeLines() throws IOException, InterruptedException {
        Path full = Files.createDirectory(folder.resolve("full"));
        run("mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", full.toString());
        try {
            Files.createFile(full.resolve("audit.log"));
            Files.createSymbolicLink(log, full.resolve("audit.log"));
            evenkeel.start();
            await().atMost(EvenkeelProcess.PATIENCE).until(() -> {
                assertThat(evenkeel.delete("networks", "nobody")).isEqualTo(404);
                return evenkeel.metric(ERRORS).orElseThrow() >= 2;
            });
            assertThat(names()).hasSizeGreaterThan(5).containsOnly("nobody");
            run("mount", "-o", "remount,size=1m", full.toString());
            evenkeel.delete("networks", "later");
            assertThat(names()).contains("later");
        } finally {
            evenkeel.close();
            run("umount", full.toString());
        }
    }

    /** What the lines are about; each of them is whole. */
    private List<String> names() throws IOException {
        return Files.readAllLines(log).stream()
                .map(EvenkeelProcess::json)
                .map(AuditFailureIT::objectName)
                .toList();
    }

    private static String objectName(JsonNode line) {
        return line.path("objectRef").path("name").asText();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
