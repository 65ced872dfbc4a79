package dev.evenkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.sql.SqliteDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process with SIGKILL and looks for what it had promised. */
class RegistryCrashIT {

    static final String ACKNOWLEDGED = "acknowledged";

    private static final int TOTAL = 2000;
    private static final int KILL_AFTER = 250;

    @TempDir
    Path directory;

    @RepeatedTest(3)
    void noAcknowledgedWriteIsLostWhenTheProcessIsKilled() throws Exception {
        Map<Integer, Long> acknowledged = new TreeMap<>();
        Process victim = write();
        readAcknowledgements(victim, acknowledged, KILL_AFTER);
        // Through its handle: the process itself would close the pipe, and with it what is already acknowledged.
        victim.toHandle().destroyForcibly();
        readAcknowledgements(victim, acknowledged, TOTAL);
        assertThat(victim.waitFor()).as("killed by SIGKILL").isEqualTo(128 + 9);
        assertThat(acknowledged).hasSizeBetween(KILL_AFTER, TOTAL - 1);
        assertStored(acknowledged);

        Process heir = write();
        readAcknowledgements(heir, acknowledged, TOTAL);
        assertThat(heir.waitFor()).isZero();
        assertStored(acknowledged);
        assertEverythingIsThereOnce();
    }

    private Process write() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AcknowledgingWriter.class.getName(),
                        file().toString(),
                        "1",
                        Integer.toString(TOTAL))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Reads on until {@code enough} are known or the process says no more. */
    private static void readAcknowledgements(Process writer, Map<Integer, Long> acknowledged, int enough)
            throws IOException {
        BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8);
        while (acknowledged.size() < enough) {
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            String[] words = line.split(" ");
            if (words[0].equals(ACKNOWLEDGED)) {
                acknowledged.put(Integer.valueOf(words[1]), Long.valueOf(words[2]));
            }
        }
    }

    private void assertStored(Map<Integer, Long> acknowledged) {
        LampKind lamps = new LampKind();
        try (RevisionLog log = SqliteDatabase.open(file())) {
            acknowledged.forEach((number, revision) -> {
                StoredObject stored =
                        log.get(lamps.key("default", "lamp-" + number)).orElseThrow();
                assertThat(stored.revision()).isEqualTo(revision);
                assertThat(new ResourceCodec().decode(lamps, stored).spec()).isEqualTo(Lamp.of(number));
            });
        }
        assertThat(List.copyOf(acknowledged.values()))
                .as("revisions in the order of writing")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private void assertEverythingIsThereOnce() {
        try (RevisionLog log = SqliteDatabase.open(file())) {
            assertThat(log.revision()).isEqualTo(RevisionLog.EMPTY + TOTAL);
            assertThat(log.since(0, TOTAL + 1))
                    .extracting(LoggedChange::revision)
                    .containsExactlyElementsOf(IntStream.rangeClosed(2, TOTAL + 1)
                            .mapToObj(Long::valueOf)
                            .toList());
        }
    }

    private Path file() {
        return directory.resolve("registry.db");
    }
}
