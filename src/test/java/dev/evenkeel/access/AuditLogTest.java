package dev.evenkeel.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {

    @TempDir
    Path folder;

    private final List<String> lost = new ArrayList<>();
    private Path file;
    private AuditLog log;

    @BeforeEach
    void open() {
        file = folder.resolve("audit.log");
        log = new AuditLog(file, 1_000, 2, new AuditListener() {
            @Override
            public void denied(int code) {}

            @Override
            public void lost() {
                lost.add("lost");
            }
        });
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aLogThatWasTakenAwayIsBegunAnew() throws IOException {
        write("/first");
        Files.move(file, folder.resolve("taken"));
        write("/second");
        assertThat(Files.readString(file)).contains("/second").doesNotContain("/first");
    }

    /** As logrotate does it with {@code create}. */
    @Test
    void aLogThatAnotherFileTookThePlaceOfGoesOnThere() throws IOException {
        write("/first");
        Files.move(file, folder.resolve("taken"));
        Files.createFile(file);
        write("/second");
        assertThat(Files.readString(folder.resolve("taken"))).contains("/first").doesNotContain("/second");
        assertThat(Files.readString(file)).contains("/second");
        assertThat(lost).isEmpty();
    }

    @Test
    void aFullLogMakesRoomForTheNext() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("/request-" + i);
        }
        assertThat(Files.readString(file)).contains("/request-9");
        assertThat(Files.size(file)).isLessThanOrEqualTo(1_000);
        assertThat(Files.exists(folder.resolve("audit.log.1"))).isTrue();
        assertThat(Files.exists(folder.resolve("audit.log.2"))).isFalse();
    }

    private void write(String path) {
        log.write(new AuditEvent(
                path,
                Attributes.ofPath("get", path),
                Optional.empty(),
                Optional.empty(),
                "test",
                200,
                Instant.EPOCH,
                Instant.EPOCH));
    }
}
