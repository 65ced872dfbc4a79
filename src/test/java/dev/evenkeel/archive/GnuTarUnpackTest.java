package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tar makes of an archive at a volume's mount point, and of one that it should never have been given. */
class GnuTarUnpackTest {

    @TempDir
    Path temporary;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Path volume;
    private Path outside;
    private GnuTar tar;

    @BeforeEach
    void prepare() throws Exception {
        volume = Files.createDirectory(temporary.resolve("volume"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        tar = GnuTar.find(threads).orElseThrow();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void membersAreBelowTheFolderAndTheRootIsTheFolderItself() throws IOException {
        byte[] archive = new TarBytes()
                .odd('5', "data/", "", 0, header -> header[104] = '5')
                .file("data/data", "one")
                .directory("data/sub/")
                .hardLink("data/sub/same", "data/data")
                .symlink("data/link", "data/data")
                .closed();
        assertThat(tar.unpack(new ByteArrayInputStream(archive), volume)).isEmpty();
        assertThat(volume.resolve("sub/same")).hasContent("one");
        assertThat(Files.isSameFile(volume.resolve("data"), volume.resolve("sub/same")))
                .isTrue();
        assertThat(Files.readSymbolicLink(volume.resolve("link"))).hasToString("data/data");
        assertThat(Files.getPosixFilePermissions(volume)).as("0544").hasSize(4);
    }

    @Test
    void anArchiveThatLeadsOutIsNotFollowed() throws IOException {
        byte[] archive = TarBytes.rooted()
                .symlink("data/way", outside.toString())
                .file("data/way/out", "x")
                .symlink("data/up", "../outside")
                .file("data/up/out", "x")
                .file("data/../outside/out", "x")
                .file(outside + "/out", "x")
                .closed();
        assertThatThrownBy(() -> tar.unpack(new ByteArrayInputStream(archive), volume))
                .isInstanceOf(ArchiveException.TargetFailed.class)
                .hasMessageContaining("Cannot open");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void anArchiveThatEndsEarlyIsNotUnpacked() {
        byte[] archive = TarBytes.rooted()
                .raw(TarBytes.header('0', "data/a".getBytes(StandardCharsets.US_ASCII), "", 100_000))
                .open();
        assertThatThrownBy(() -> tar.unpack(new ByteArrayInputStream(archive), volume))
                .isInstanceOf(ArchiveException.TargetFailed.class)
                .hasMessageContaining("Unexpected EOF");
    }

    /** However much of the archive is still on its way then. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 20})
    void aFolderThatIsNotThereIsSaidToBeSo(int size) {
        byte[] archive = TarBytes.rooted().file("data/a", "x".repeat(size)).closed();
        assertThatThrownBy(() -> tar.unpack(new ByteArrayInputStream(archive), volume.resolve("gone")))
                .isInstanceOf(ArchiveException.TargetFailed.class)
                .hasMessageContaining("Cannot open: No such file or directory");
    }

    /** The engine removes the volume next: nobody may be at work on it any more. */
    @Test
    void whenTheArchiveCannotBeReadAnyMoreTarIsEnded() {
        byte[] archive = TarBytes.rooted().file("data/a", "x".repeat(1 << 20)).closed();
        InputStream broken = Disturbed.after(1 << 17, new ByteArrayInputStream(archive), () -> {
            throw new IOException("the store is gone");
        });
        assertThatThrownBy(() -> tar.unpack(broken, volume))
                .isInstanceOf(IOException.class)
                .hasMessage("the store is gone");
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().command().orElse("").endsWith("/tar"));
    }

    @Test
    void whoIsInterruptedIsToldSoAndNothingIsWrittenAnyMore() {
        byte[] archive = TarBytes.rooted().file("data/a", "x").closed();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tar.unpack(new ByteArrayInputStream(archive), volume))
                .isInstanceOf(ArchiveException.Cancelled.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
