package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GnuTarTest {

    /** More than a pipe and tar itself can hold: while nobody reads, tar stands still within this file. */
    private static final int LONG = 4 << 20;

    @TempDir
    Path temporary;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Path volume;
    private ArchiveStore store;
    private GnuTar tar;

    @BeforeEach
    void prepare() throws Exception {
        volume = Files.createDirectory(temporary.resolve("volume"));
        store = Archives.store(temporary.resolve("store"));
        tar = GnuTar.find(threads).orElseThrow();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"zstd, zstd -q -d -c", "gzip, gzip -d -c", "none, cat"})
    void stockToolsRestoreEverythingThatAFileSystemCanSay(Compression.Algorithm algorithm, String decompress)
            throws Exception {
        shell(volume, Fixture.EVERYTHING);

        StoredArchive stored = Archives.write(store, tar.capture(volume), Compression.of(algorithm));

        Path bare = Files.createDirectory(temporary.resolve("bare"));
        shell(
                bare,
                decompress + " < '" + temporary.resolve("store/" + stored.location()) + "'"
                        + " | tar --extract --same-owner --preserve-permissions --numeric-owner"
                        + " --xattrs --xattrs-include='*' --acls");
        assertThat(shell(bare.resolve("data"), Fixture.DESCRIBE)).isEqualTo(shell(volume, Fixture.DESCRIBE));
        assertThat(stored.head().entries()).isGreaterThan(40);
        assertThat(stored.head().warnings()).isEmpty();
        assertThat(stored.head().losses()).isEmpty();
        new ArchiveVerifier(store, System::nanoTime).admit(stored.location(), true, ArchiveProgress.SILENT);
    }

    @Test
    void anUnchangedVolumeIsCapturedAsTheSameBytes() throws Exception {
        shell(volume, Fixture.EVERYTHING);

        String first = Archives.write(store, tar.capture(volume), Compression.DEFAULT)
                .head()
                .sha256();
        String second = Archives.write(store, tar.capture(volume), Compression.DEFAULT)
                .head()
                .sha256();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void anEmptyVolumeIsItsRootAndNothingElse() {
        StoredArchive stored = Archives.write(store, tar.capture(volume), Compression.DEFAULT);

        assertThat(stored.head().entries()).isEqualTo(1);
    }

    @Test
    void socketsAreDeclaredLost() throws IOException {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(volume.resolve("app.sock")));

            ManifestHead head = Archives.write(store, tar.capture(volume), Compression.DEFAULT)
                    .head();

            assertThat(head.losses()).containsExactly("socket ./app.sock");
            assertThat(head.warningCount()).isZero();
        }
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsAWarningThatNamesIt() throws Exception {
        ManifestHead head = captureWhile(() -> truncate(volume.resolve("a-long"), 100));

        assertThat(head.warnings()).anyMatch(line -> line.matches("\\./a-long: File shrank by \\d+ bytes.*"));
        assertThat(head.sourceBytes()).isEqualTo(LONG + 1);
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsAWarningThatNamesIt() throws Exception {
        ManifestHead head =
                captureWhile(() -> Files.write(volume.resolve("a-long"), new byte[1_000], StandardOpenOption.APPEND));

        assertThat(head.warnings()).contains("./a-long: file changed as we read it");
        assertThat(head.sourceBytes()).isEqualTo(LONG + 1);
    }

    @Test
    void aFileThatVanishesBeforeItIsReadIsAWarningThatNamesIt() throws Exception {
        ManifestHead head = captureWhile(() -> Files.delete(volume.resolve("b-later")));

        assertThat(head.warnings()).anyMatch(line -> line.startsWith("./b-later: File removed before we read it"));
        assertThat(head.sourceBytes()).isEqualTo(LONG);
    }

    @Test
    void filesThatAreShorterThanTheySayAreNeverACleanResult() {
        // Every file there says that it has 4096 bytes and gives fewer; some may only be written, even by root.
        CapturedTar kernel = tar.capture(Path.of("/sys/kernel/mm"));
        try {
            ManifestHead head =
                    Archives.write(store, kernel, Compression.DEFAULT).head();
            assertThat(head.warningCount()).isPositive();
            assertThat(head.warnings()).hasSizeLessThanOrEqualTo(CaptureNotes.LIMIT);
        } catch (ArchiveException.FilesUnreadable e) {
            assertThat(e).hasMessageContaining("Cannot open");
        }
    }

    @Test
    void aVolumeThatIsNotThereFailsInTarsOwnWords() throws IOException {
        assertThatThrownBy(() -> Archives.write(store, tar.capture(volume.resolve("gone")), Compression.DEFAULT))
                .isInstanceOf(ArchiveException.SourceFailed.class)
                .hasMessageContaining("No such file or directory");
        assertThat(Archives.filesBelow(temporary.resolve("store"))).containsExactly(".evenkeel-store");
    }

    @Test
    void closingTheCaptureFromElsewhereAbortsAndLeavesNothingBehind() throws Exception {
        prepareLongVolume();
        CapturedTar running = tar.capture(volume);

        assertThatThrownBy(() -> Archives.write(store, disturbed(running, running::close), Compression.DEFAULT))
                .isInstanceOf(ArchiveException.class);
        assertThat(Archives.filesBelow(temporary.resolve("store"))).containsExactly(".evenkeel-store");
    }

    private ManifestHead captureWhile(Disturbance disturbance) throws Exception {
        prepareLongVolume();
        return Archives.write(store, disturbed(tar.capture(volume), disturbance), Compression.DEFAULT)
                .head();
    }

    private void prepareLongVolume() throws IOException {
        Files.write(volume.resolve("a-long"), new byte[LONG]);
        Files.write(volume.resolve("b-later"), new byte[1]);
    }

    private static void truncate(Path file, long size) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private interface Disturbance {
        void happen() throws IOException;
    }

    /** Lets something happen when the first bytes have come: tar is then within the first file. */
    private static CapturedTar disturbed(CapturedTar running, Disturbance disturbance) {
        InputStream stream = new FilterInputStream(running.stream()) {
            private boolean happened;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = in.read(target, offset, length);
                if (!happened) {
                    happened = true;
                    disturbance.happen();
                }
                return read;
            }
        };
        return new CapturedTar() {
            @Override
            public Capture capture() {
                return running.capture();
            }

            @Override
            public InputStream stream() {
                return stream;
            }

            @Override
            public CaptureNotes finish() {
                return running.finish();
            }

            @Override
            public void close() {
                running.close();
            }
        };
    }

    private static List<String> shell(Path folder, String script) throws Exception {
        Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>(process.inputReader().lines().toList());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
