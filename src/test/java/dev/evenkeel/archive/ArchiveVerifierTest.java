package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchiveVerifierTest {

    @TempDir
    Path folder;

    private ArchiveStore store;

    @BeforeEach
    void initialise() {
        store = Archives.store(folder);
    }

    @ParameterizedTest
    @EnumSource(Compression.Algorithm.class)
    void anUntouchedArchivePassesAtEveryLevel(Compression.Algorithm algorithm) {
        StoredArchive stored = Archives.write(store, Compression.of(algorithm));
        for (VerificationLevel level : VerificationLevel.values()) {
            assertThat(verify(stored.location(), level)).isEqualTo(stored.head());
        }
        assertThat(admit(stored.location())).isEqualTo(stored.head());
    }

    @Test
    void everyFlippedBitIsNoticedByTheChecksum() throws IOException {
        ArchiveLocation location = Archives.write(store, Compression.DEFAULT).location();
        byte[] whole = Files.readAllBytes(archive(location));
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(archive(location), flipped);
            assertThatThrownBy(() -> verify(location, VerificationLevel.Checksum))
                    .isInstanceOf(ArchiveException.Mismatch.class)
                    .hasMessageContaining("sha256");
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.Algorithm.class)
    void anArchiveCutShortIsNeverUnpackedToItsEnd(Compression.Algorithm algorithm) throws IOException {
        ArchiveLocation location =
                Archives.write(store, Compression.of(algorithm)).location();
        byte[] whole = Files.readAllBytes(archive(location));
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(archive(location), Arrays.copyOf(whole, length));
            pretendUntouched(location);
            assertThatThrownBy(() -> verify(location, VerificationLevel.Full))
                    .as("%s cut at %d of %d", algorithm, length, whole.length)
                    .isInstanceOfAny(ArchiveException.Corrupt.class, ArchiveException.Truncated.class);
        }
    }

    @Test
    void aMemberThatDiffersIsNamedWithItsField() throws IOException {
        differs("\"name\":\"data/a\"", "\"name\":\"data/b\"", "data/b: name is data/a");
        differs("\"uid\":0", "\"uid\":1", "uid is 0, and 1 in the manifest");
        differs("\"link\":\"../a\"", "\"link\":\"../b\"", "data/d/l: link");
        differs("\"size\":3000", "\"size\":3001", "data/d/b: size");
        differs("\"mode\":\"0644\"", "\"mode\":\"0600\"", "mode");
        differs("\"entries\":6", "\"entries\":7", "entries");
    }

    @Test
    void aMemberThatIsMissingOnEitherSideIsNamed() throws IOException {
        differs(
                "]}",
                ",{\"name\":\"data/z\",\"type\":\"fifo\",\"mode\":\"0644\",\"uid\":0,\"gid\":0,"
                        + "\"mtime\":\"1970-01-01T00:00:00Z\"}]}",
                "data/z is not in the archive");
        differs(",\n\\{\"name\":\"data/h\".*\\}\n", "\n", "data/h is not in the manifest");
    }

    @Test
    void anArchiveThatUnpacksToMoreThanItAnnouncesIsNotAdmitted() throws IOException {
        ArchiveLocation location = Archives.write(store, Compression.DEFAULT).location();
        edit(location, "\"tarBytes\":\\d+", "\"tarBytes\":1024");

        assertThatThrownBy(() -> admit(location))
                .isInstanceOfSatisfying(ArchiveException.Hostile.class, refusal -> assertThat(refusal.rule())
                        .isEqualTo(SafetyRule.TOO_MANY_BYTES));
    }

    @Test
    void aHostileArchiveIsNotAdmittedThoughItEqualsItsManifest() {
        byte[] tar = TarBytes.rooted()
                .symlink("data/link", "/")
                .file("data/link/evil", "x")
                .closed();
        ArchiveLocation location = Archives.write(store, Archives.captured(tar), Compression.DEFAULT)
                .location();

        verify(location, VerificationLevel.Full);
        assertThatThrownBy(() -> admit(location)).isInstanceOf(ArchiveException.Hostile.class);
    }

    private void differs(String pattern, String replacement, String message) throws IOException {
        ArchiveLocation location = Archives.write(store, Compression.DEFAULT).location();
        edit(location, pattern, replacement);
        assertThatThrownBy(() -> verify(location, VerificationLevel.Full))
                .isInstanceOf(ArchiveException.Mismatch.class)
                .hasMessageContaining(message);
    }

    private void edit(ArchiveLocation location, String pattern, String replacement) throws IOException {
        String manifest = Files.readString(manifest(location));
        String edited = manifest.replaceFirst(pattern, replacement);
        assertThat(edited).isNotEqualTo(manifest);
        Files.writeString(manifest(location), edited);
    }

    /** Makes the manifest agree with the file that lies beside it. */
    private void pretendUntouched(ArchiveLocation location) throws IOException {
        byte[] bytes = Files.readAllBytes(archive(location));
        ObjectNode manifest =
                (ObjectNode) ManifestJson.MAPPER.readTree(manifest(location).toFile());
        manifest.put("bytes", bytes.length);
        manifest.put("sha256", HexFormat.of().formatHex(Digests.sha256().digest(bytes)));
        ManifestJson.MAPPER.writeValue(manifest(location).toFile(), manifest);
    }

    private ManifestHead verify(ArchiveLocation location, VerificationLevel level) {
        return verifier().verify(location, level, ArchiveProgress.SILENT);
    }

    private ManifestHead admit(ArchiveLocation location) {
        return verifier().admit(location, false, ArchiveProgress.SILENT);
    }

    private ArchiveVerifier verifier() {
        return new ArchiveVerifier(store, () -> 0);
    }

    private Path archive(ArchiveLocation location) {
        return folder.resolve(location.toString());
    }

    private Path manifest(ArchiveLocation location) {
        return folder.resolve(location + ".json");
    }
}
