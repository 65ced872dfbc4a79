package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchiveWriterTest {

    @TempDir
    Path folder;

    private ArchiveStore store;

    @BeforeEach
    void initialise() {
        store = Archives.store(folder);
    }

    @ParameterizedTest
    @EnumSource(Compression.Algorithm.class)
    void whatWentInComesOutByteForByte(Compression.Algorithm algorithm) throws IOException {
        StoredArchive stored = Archives.write(store, Compression.of(algorithm));

        assertThat(Archives.unpacked(store, stored.location())).isEqualTo(Archives.smallTar());
        assertThat(stored.location()).hasToString("default/pgdata-20261120T020000Z" + algorithm.extension());
    }

    @Test
    void theManifestSaysEverythingTheWriterKnows() {
        StoredArchive stored = Archives.write(store, Compression.DEFAULT);

        ManifestHead head = store.head(stored.location());
        assertThat(head).isEqualTo(stored.head());
        assertThat(head.entries()).isEqualTo(6);
        assertThat(head.sourceBytes()).isEqualTo(3_005);
        assertThat(head.tarBytes()).isEqualTo(Archives.smallTar().length);
        assertThat(head.volume()).isEqualTo(Archives.ORIGIN.volume());
        assertThat(head.backup()).isEqualTo(Archives.ORIGIN.backup());
        assertThat(head.createdAt()).isEqualTo(Archives.ORIGIN.createdAt());
        assertThat(head.capture()).isEqualTo(Capture.Archive);
        assertThat(head.losses()).contains("extended attributes", "sockets");
        assertThat(head.compression()).isEqualTo(Compression.DEFAULT);
    }

    @Test
    void theManifestListsEveryMemberInOrder() {
        ArchiveLocation location = Archives.write(store, Compression.DEFAULT).location();
        List<Member> members = new ArrayList<>();

        new ArchiveReader(store).readMembers(location, members::add);

        assertThat(members)
                .extracting(Member::name)
                .containsExactly("data/", "data/a", "data/d/", "data/d/b", "data/d/l", "data/h");
        assertThat(members.get(4).link()).isEqualTo("../a");
    }

    @Test
    void aTruncatedSourceLeavesNothingBehind() throws IOException {
        byte[] cut = Arrays.copyOf(Archives.smallTar(), 512 * 3);

        assertThatThrownBy(() -> Archives.write(store, Archives.captured(cut), Compression.DEFAULT))
                .isInstanceOf(ArchiveException.Truncated.class)
                .hasMessageContaining("data/a");
        nothingIsLeft();
    }

    @Test
    void aSourceThatCannotBeReadIsNamedAsSuch() throws IOException {
        InputStream broken = new FilterInputStream(new ByteArrayInputStream(new byte[0])) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThatThrownBy(() -> Archives.write(store, CapturedTar.ofEngine(broken), Compression.DEFAULT))
                .isInstanceOf(ArchiveException.SourceFailed.class);
        nothingIsLeft();
    }

    @Test
    void everythingMustBeUnderTheRoot() throws IOException {
        assertThatThrownBy(() -> Archives.write(
                        store,
                        Archives.captured(
                                TarBytes.rooted().file("elsewhere", "").closed()),
                        Compression.DEFAULT))
                .isInstanceOf(ArchiveException.Hostile.class);
        assertThatThrownBy(() -> Archives.write(
                        store,
                        Archives.captured(new TarBytes().file("data/a", "").closed()),
                        Compression.DEFAULT))
                .isInstanceOf(ArchiveException.Corrupt.class);
        nothingIsLeft();
    }

    @Test
    void anInterruptCancelsLeavesNothingBehindAndIsNotSwallowed() throws IOException {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Archives.write(store, Compression.DEFAULT))
                .isInstanceOf(ArchiveException.Cancelled.class);

        assertThat(Thread.interrupted()).isTrue();
        nothingIsLeft();
    }

    @Test
    void progressIsToldAFewTimesASecondHoweverFastItGoes() {
        AtomicLong clock = new AtomicLong();
        List<Long> told = new ArrayList<>();
        byte[] tar = TarBytes.rooted().file("data/big", "x".repeat(10 << 20)).closed();

        // Each look at the clock takes 50 ms; the stream passes in some 40 strokes.
        new ArchiveWriter(store, Workers.NONE, () -> clock.addAndGet(50_000_000))
                .write(
                        Archives.captured(tar),
                        Archives.ORIGIN,
                        Compression.of(Compression.Algorithm.none),
                        (bytes, entries) -> told.add(bytes));

        assertThat(told).hasSizeBetween(7, 9).isSorted();
    }

    @Test
    void aSourceThatSaysItFailedIsBelievedOverItsStream() throws IOException {
        CapturedTar failed = new CapturedTar() {
            @Override
            public Capture capture() {
                return Capture.Tar;
            }

            @Override
            public InputStream stream() {
                return new ByteArrayInputStream(Archives.smallTar());
            }

            @Override
            public CaptureNotes finish() {
                throw new ArchiveException.SourceFailed("exit code 2");
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> Archives.write(store, failed, Compression.DEFAULT))
                .isInstanceOf(ArchiveException.SourceFailed.class);
        nothingIsLeft();
    }

    private void nothingIsLeft() throws IOException {
        assertThat(Archives.filesBelow(folder)).containsExactly(".evenkeel-store");
    }
}
