package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

class TarScanTest {

    private static final String SHA256_OF_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final List<Member> members = new ArrayList<>();

    @Test
    void everyEntryIsNamedDigestedAndPassedOnUnchanged() throws IOException {
        byte[] tar = TarBytes.rooted()
                .pax("mtime", "1700000000.123456789")
                .file("data/hello", "hello")
                .symlink("data/link", "../away")
                .hardLink("data/hard", "data/hello")
                .closed();

        TarScan.Summary summary = scan(tar);

        assertThat(passed.toByteArray()).isEqualTo(tar);
        assertThat(summary).isEqualTo(new TarScan.Summary(4, 5, tar.length));
        assertThat(members).extracting(Member::name).containsExactly("data/", "data/hello", "data/link", "data/hard");
        assertThat(members.get(1).sha256()).isEqualTo(SHA256_OF_HELLO);
        assertThat(members.get(1).mtime()).isEqualTo(Instant.ofEpochSecond(1_700_000_000, 123_456_789));
        assertThat(members.get(2).link()).isEqualTo("../away");
        assertThat(members.get(3).link()).isEqualTo("data/hello");
    }

    @Test
    void aStreamCutAtAnyByteIsTruncated() throws IOException {
        byte[] tar = TarBytes.rooted()
                .pax("path", "data/with-a-pax-header")
                .file("ignored", "x".repeat(700))
                .file("data/empty", "")
                .closed();
        for (int length = 0; length < tar.length; length++) {
            byte[] cut = Arrays.copyOf(tar, length);
            assertThatThrownBy(() -> scan(cut)).as("cut at %d", length).isInstanceOf(ArchiveException.Truncated.class);
        }
        scan(tar);
    }

    @Test
    void aStreamThatStopsBetweenTwoEntriesNamesTheLastOne() {
        byte[] tar = TarBytes.rooted().file("data/last", "content").open();

        ArchiveException.Truncated failure = catchThrowableOfType(ArchiveException.Truncated.class, () -> scan(tar));

        assertThat(failure.lastEntry()).isEqualTo("data/last");
        assertThat(failure).hasMessageContaining("closing blocks").hasMessageContaining("data/last");
    }

    @Test
    void anyFlippedBitOfAHeaderIsNoticed() {
        byte[] tar = TarBytes.rooted().file("data/a", "").closed();
        for (int bit = 512 * 8; bit < 1024 * 8; bit++) {
            boolean spellsTheChecksum = bit / 8 >= 512 + 148 && bit / 8 < 512 + 156;
            if (spellsTheChecksum) {
                // A leading zero may as well be a space.
                continue;
            }
            byte[] flipped = tar.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> scan(flipped)).as("bit %d", bit).isInstanceOf(ArchiveException.Corrupt.class);
        }
    }

    @Test
    void whatCouldBeReadInTwoWaysIsRefused() {
        refused("global header", TarBytes.rooted().entry('g', "g", "", "15 path=data/x\n"));
        refused("sparse", TarBytes.rooted().entry('S', "data/sparse", "", ""));
        refused("sparse PAX", TarBytes.rooted().pax("GNU.sparse.major", "1").file("data/s", ""));
        refused(
                "path twice",
                TarBytes.rooted().pax("path", "data/a").pax("path", "data/b").file("data/c", ""));
        refused("zero byte", TarBytes.rooted().pax("path", "data/a\0b").file("data/c", ""));
        refused("file like a directory", TarBytes.rooted().file("data/d/", ""));
        refused("link with content", TarBytes.rooted().entry('2', "data/l", "x", "content"));
        refused("record too long", TarBytes.rooted().entry('x', "pax", "", "99 path=data/x\n"));
        refused("record length beyond 32 bits", TarBytes.rooted().entry('x', "pax", "", "4294967311 path=a\n"));
        refused("empty name", TarBytes.rooted().file("", ""));
        refused("header without entry", TarBytes.rooted().pax("path", "data/a"));
        refused("one zero block", TarBytes.rooted().raw(new byte[512]).file("data/hidden", ""));
        refused("bytes after the end", TarBytes.rooted().raw(new byte[1024]).file("data/hidden", ""));
        refused("star header", TarBytes.rooted().raw(starHeader()));
    }

    @Test
    void agreesWithAnIndependentReaderOnPosixAndGnuExtensions() throws IOException {
        agreesOn(written(TarArchiveOutputStream.LONGFILE_POSIX, TarArchiveOutputStream.BIGNUMBER_POSIX));
        agreesOn(written(TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.BIGNUMBER_STAR));
    }

    private void agreesOn(byte[] tar) throws IOException {
        scan(tar);
        List<String> theirs = new ArrayList<>();
        try (TarArchiveInputStream reader = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = reader.getNextEntry(); entry != null; entry = reader.getNextEntry()) {
                theirs.add(entry.getName() + " " + entry.getSize() + " " + entry.getLongUserId() + " "
                        + entry.getLastModifiedTime().toInstant());
            }
        }
        assertThat(members)
                .extracting(each -> each.name() + " " + each.size() + " " + each.uid() + " " + each.mtime())
                .containsExactlyElementsOf(theirs);
    }

    private static byte[] written(int longNames, int bigNumbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream writer = new TarArchiveOutputStream(bytes, "UTF-8")) {
            writer.setLongFileMode(longNames);
            writer.setBigNumberMode(bigNumbers);
            for (String name : List.of("data/", "data/" + "deep/".repeat(60), "data/" + "n".repeat(200), "data/z")) {
                boolean directory = name.endsWith("/");
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setUserId(2_000_000_000L);
                entry.setModTime(1_700_000_000_000L);
                entry.setSize(directory ? 0 : 3);
                writer.putArchiveEntry(entry);
                writer.write(new byte[directory ? 0 : 3]);
                writer.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] starHeader() {
        byte[] block = TarBytes.header('0', "data/x".getBytes(StandardCharsets.US_ASCII), "", 0);
        System.arraycopy(new byte[] {'t', 'a', 'r', 0}, 0, block, 508, 4);
        return TarBytes.sealed(block);
    }

    private void refused(String what, TarBytes tar) {
        assertThatThrownBy(() -> scan(tar.closed())).as(what).isInstanceOf(ArchiveException.Corrupt.class);
    }

    private TarScan.Summary scan(byte[] tar) throws IOException {
        passed.reset();
        members.clear();
        return TarScan.scan(new ByteArrayInputStream(tar), Tap.into(passed), members::add);
    }
}
