package dev.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EngineException.InUse;
import dev.evenkeel.engine.EngineException.NotFound;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real engine keeps the contract, and its streams do not get into each other's way. */
@Timeout(30)
class DockerEngineIT {

    @Nested
    class Networks extends EngineContract {

        @Override
        Engine freshEngine() {
            return RealEngine.openEmpty();
        }

        @AfterEach
        void close() {
            engine.close();
        }

        @Override
        String run(String network) {
            return RealEngine.docker("run", "--detach", "--network", network, RealEngine.IMAGE);
        }

        @Override
        String create(String network) {
            return RealEngine.docker("create", "--network", network, RealEngine.IMAGE);
        }

        @Override
        void stop(String container) {
            RealEngine.docker("kill", container);
        }
    }

    @Nested
    class Storage extends EngineStorageContract {

        @Override
        Engine freshEngine() {
            return RealEngine.openEmpty();
        }

        @AfterEach
        void close() {
            engine.close();
        }
    }

    @Nested
    class Streams {

        private static final long MEBIBYTE = 1 << 20;

        private Engine engine = RealEngine.openEmpty();

        @BeforeEach
        void importImage() {
            engine.importEmptyImage("evenkeel-empty", "1");
        }

        @AfterEach
        void close() {
            engine.close();
        }

        private String helper(String volume, boolean readOnly) {
            return engine.createHelper(new HelperCreation("evenkeel-empty:1", volume, "/data", readOnly, Map.of()));
        }

        private String volumeOf(long mebibytes) {
            RealEngine.docker(
                    "run",
                    "--rm",
                    "--network",
                    "none",
                    "--volume",
                    "large:/data",
                    RealEngine.IMAGE,
                    "dd",
                    "if=/dev/urandom",
                    "of=/data/noise",
                    "bs=1M",
                    "count=" + mebibytes);
            return helper("large", true);
        }

        @Test
        void openStreamsLeaveRoomForCalls() throws IOException {
            volumeOf(8);
            List<AutoCloseable> open = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                open.add(engine.events());
                // Each through a helper of its own: the engine gives one archive of a container at a time.
                InputStream archive = engine.readArchive(helper("large", true), "/data");
                assertThat(archive.read()).isNotNegative();
                open.add(archive);
            }

            for (int i = 0; i < 100; i++) {
                assertThat(engine.networks()).isNotEmpty();
            }

            assertThat(open).allSatisfy(AutoCloseable::close);
        }

        private String command(String script) {
            return engine.createHelper(new HelperCreation(
                    RealEngine.IMAGE, List.of("sh", "-c", script), Set.of(), "large", "/data", true, Map.of()));
        }

        @Test
        void whatAHelpersCommandPrintsComesInTwoStreamsAndItsExitCodeAfterwards() throws IOException {
            String helper = command("head -c 3000000 /dev/zero; echo odd >&2; echo end; echo odder >&2; exit 3");
            ByteArrayOutputStream errors = new ByteArrayOutputStream();

            byte[] printed;
            try (InputStream output = engine.attach(helper, errors)) {
                engine.startContainer(helper);
                printed = output.readAllBytes();
            }

            assertThat(printed).hasSize(3_000_004).endsWith("end\n".getBytes(StandardCharsets.UTF_8));
            assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("odd\nodder\n");
            assertThat(engine.awaitExit(helper)).isEqualTo(3);
            engine.removeHelper(helper);
        }

        @Test
        void helperThatRunsCanChangeNothingAndIsKilled() throws IOException {
            String helper = command("touch /data/changed || touch /changed; cat /proc/self/status; sleep 1000");
            ByteArrayOutputStream errors = new ByteArrayOutputStream();
            try (InputStream output = engine.attach(helper, errors)) {
                engine.startContainer(helper);
                assertThat(new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))
                                .lines()
                                .filter(line -> line.startsWith("CapEff"))
                                .findFirst())
                        .contains("CapEff:\t0000000000000000");
            }
            assertThat(errors.toString(StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .allMatch(line -> line.contains("Read-only"));
            assertThatThrownBy(() -> engine.removeHelper(helper)).isInstanceOf(InUse.class);
            engine.killHelper(helper);
            assertThatThrownBy(() -> engine.imageOf(helper)).isInstanceOf(NotFound.class);
        }

        @Test
        void archiveThatIsClosedEarlyIsNotReadToItsEnd() throws IOException {
            String helper = volumeOf(512);
            long begun = System.nanoTime();
            try (InputStream whole = engine.readArchive(helper, "/data")) {
                whole.transferTo(OutputStream.nullOutputStream());
            }
            long reading = System.nanoTime() - begun;
            InputStream archive = engine.readArchive(helper, "/data");
            assertThat(archive.readNBytes(4096)).hasSize(4096);
            long before = System.nanoTime();

            archive.close();

            assertThat(System.nanoTime() - before).isLessThan(reading / 2);
            engine.removeHelper(helper);
        }

        @Test
        void largeArchiveGoesThroughUnchanged() throws IOException {
            String reader = volumeOf(64);
            engine.createVolume(new VolumeCreation("copy", "local", Map.of(), Map.of()));
            String writer = helper("copy", false);

            try (InputStream archive = engine.readArchive(reader, "/data")) {
                engine.writeArchive(writer, "/", archive);
            }

            String comparison = RealEngine.docker(
                    "run",
                    "--rm",
                    "--network",
                    "none",
                    "--volume",
                    "large:/one",
                    "--volume",
                    "copy:/two",
                    RealEngine.IMAGE,
                    "sh",
                    "-c",
                    "cmp /one/noise /two/noise && echo same");
            assertThat(comparison).isEqualTo("same");
        }

        @Test
        void refusalOfALargeUploadIsHeard() {
            InputStream endless = new InputStream() {
                private long left = 64 * MEBIBYTE;

                @Override
                public int read() {
                    return left-- > 0 ? 'x' : -1;
                }
            };

            assertThatThrownBy(() -> engine.writeArchive("f".repeat(64), "/", endless))
                    .isInstanceOf(NotFound.class);
        }

        @Test
        void containerThatSomebodyRunsIsNotRemovedAsAHelper() {
            String running = RealEngine.docker("run", "--detach", "--network", "none", RealEngine.IMAGE);

            assertThatThrownBy(() -> engine.removeHelper(running)).isInstanceOf(InUse.class);
        }
    }
}
