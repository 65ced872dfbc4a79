package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final ManifestHead HEAD = new ManifestHead(
            1,
            "pgdata-20261120T020000Z.tar.zst",
            "ab".repeat(32),
            1,
            2,
            3,
            2,
            Archives.ORIGIN.createdAt(),
            "default",
            Archives.ORIGIN.volume(),
            Archives.ORIGIN.backup(),
            Capture.Tar,
            List.of("socket data/s"),
            List.of("data/log: file changed as we read it"),
            1,
            Compression.DEFAULT,
            "");

    private static final Member FILE = new Member(
            "data/\\xff\n\"\u00fc",
            MemberType.FILE,
            1L << 40,
            "cd".repeat(32),
            04755,
            4_000_000_000L,
            0,
            Instant.parse("1969-12-31T23:59:59.123456789Z"),
            "");
    private static final Member LINK =
            new Member("data/l", MemberType.SYMBOLIC_LINK, 0, "", 0777, 1, 2, Instant.EPOCH, "../\\\\x");

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        try (ManifestReader reader = open(manifest(FILE, LINK))) {
            assertThat(reader.head()).isEqualTo(HEAD);
            assertThat(reader.next()).contains(FILE);
            assertThat(reader.next()).contains(LINK);
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void theFormatIsTheOneOthersReadToo() throws IOException {
        assertThat(manifest(LINK))
                .isEqualTo("{\"formatVersion\":1,\"archive\":\"pgdata-20261120T020000Z.tar.zst\",\"sha256\":\""
                        + "ab".repeat(32)
                        + "\",\"bytes\":1,\"sourceBytes\":2,\"tarBytes\":3,\"entries\":2,"
                        + "\"createdAt\":\"2026-11-20T02:00:00Z\",\"namespace\":\"default\","
                        + "\"volume\":{\"name\":\"pgdata\",\"driver\":\"local\",\"options\":{\"type\":\"nfs\"},"
                        + "\"labels\":{\"tier\":\"back\"}},\"backup\":{\"name\":\"nightly-1\",\"uid\":\"0b5c\"},"
                        + "\"capture\":\"Tar\",\"losses\":[\"socket data/s\"],"
                        + "\"warnings\":[\"data/log: file changed as we read it\"],\"warningCount\":1,"
                        + "\"compression\":{\"algorithm\":\"zstd\",\"level\":3},\"engineVersion\":\"\",\"members\":[\n"
                        + "{\"name\":\"data/l\",\"type\":\"symlink\",\"mode\":\"0777\",\"uid\":1,\"gid\":2,"
                        + "\"mtime\":\"1970-01-01T00:00:00Z\",\"link\":\"../\\\\\\\\x\"}\n]}\n");
    }

    @Test
    void theHeadIsReadWithoutTheMembers() throws IOException {
        String whole = manifest(FILE);
        byte[] start = whole.substring(0, whole.indexOf("{\"name\":\"data/")).getBytes(StandardCharsets.UTF_8);
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(start), new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        });

        try (ManifestReader reader = ManifestReader.open(endless)) {
            assertThat(reader.head()).isEqualTo(HEAD);
        }
    }

    @Test
    void whatALaterVersionAddsIsSkippedButALaterFormatIsRefused() throws IOException {
        String whole = manifest(FILE);
        try (ManifestReader reader = open(whole.replaceFirst("\\{", "{\"new\":{\"a\":[1]},"))) {
            assertThat(reader.head()).isEqualTo(HEAD);
        }
        refused(whole.replace("\"formatVersion\":1", "\"formatVersion\":3"));
    }

    @Test
    void aManifestCutAnywhereIsRefused() throws IOException {
        String whole = manifest(FILE);
        for (int length = 0; length < whole.lastIndexOf(']'); length++) {
            refused(whole.substring(0, length));
        }
        refused(whole.replace("\"sha256\"", "\"md5\""));
        refused("[]");
    }

    private static void refused(String manifest) {
        assertThatThrownBy(() -> {
                    try (ManifestReader reader = open(manifest)) {
                        reader.next();
                        reader.next();
                    }
                })
                .isInstanceOf(ArchiveException.Corrupt.class);
    }

    private static ManifestReader open(String manifest) {
        return ManifestReader.open(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)));
    }

    private static String manifest(Member... members) throws IOException {
        ByteArrayOutputStream spool = new ByteArrayOutputStream();
        try (ManifestWriter writer = new ManifestWriter(spool)) {
            List.of(members).forEach(writer::visit);
        }
        ByteArrayOutputStream manifest = new ByteArrayOutputStream();
        ManifestWriter.compose(HEAD, new ByteArrayInputStream(spool.toByteArray()), manifest);
        return manifest.toString(StandardCharsets.UTF_8);
    }
}
