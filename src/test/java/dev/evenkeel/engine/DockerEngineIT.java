package dev.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EngineException.InUse;
import dev.evenkeel.engine.EngineException.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

        @Test
        void archiveThatIsClosedEarlyIsNotReadToItsEnd() throws IOException {
            String helper = volumeOf(512);
            InputStream archive = engine.readArchive(helper, "/data");
            assertThat(archive.readNBytes(4096)).hasSize(4096);
            long before = System.nanoTime();

            archive.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(200));
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
