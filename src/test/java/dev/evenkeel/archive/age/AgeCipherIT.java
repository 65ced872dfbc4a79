package dev.evenkeel.archive.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.archive.ArchiveCipher;
import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveProgress;
import dev.evenkeel.archive.ArchiveReader;
import dev.evenkeel.archive.ArchiveVerifier;
import dev.evenkeel.archive.Archives;
import dev.evenkeel.archive.Compression;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.archive.VerificationLevel;
import dev.evenkeel.archive.local.LocalStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that only their recipients can read, here and with stock age. */
class AgeCipherIT {

    @TempDir
    Path folder;

    private Key ann;
    private Key bob;

    /** A pair of keys as age-keygen makes it. */
    private record Key(Path file, String recipient) {}

    @BeforeEach
    void makeKeys() throws IOException {
        ann = key("ann");
        bob = key("bob");
    }

    @Test
    void whatIsWrittenIsReadAndProvenByItsIdentity() throws IOException {
        LocalStore store = store(new AgeCipher(List.of(ann.recipient(), bob.recipient()), Optional.of(bob.file())));
        StoredArchive stored = Archives.write(store, Compression.DEFAULT);

        assertThat(stored.location().fileName()).isEqualTo("pgdata-20261120T020000Z.tar.zst.age");
        assertThat(store.list().archives()).singleElement().satisfies(found -> assertThat(
                        found.head().sha256())
                .isEqualTo(stored.head().sha256()));
        assertThat(store.head(stored.location()).formatVersion()).isEqualTo(ManifestHead.SEALED_VERSION);
        verify(store, stored, VerificationLevel.Full);
        new ArchiveVerifier(store, () -> 0).admit(stored.location(), false, ArchiveProgress.SILENT);
        List<String> names = new ArrayList<>();
        new ArchiveReader(store).readMembers(stored.location(), member -> names.add(member.name()));
        assertThat(names).contains("data/a", "data/d/b").hasSize((int)
                stored.head().entries());
    }

    @Test
    void manyMembersAreReadBackFromManyStrings() {
        LocalStore store = store(new AgeCipher(List.of(ann.recipient()), Optional.of(ann.file())));
        StoredArchive stored = Archives.writeMany(store, 3_000);
        verify(store, stored, VerificationLevel.Full);
    }

    @Test
    void withoutTheIdentityTheDigestIsProvenAndNothingElse() {
        StoredArchive stored =
                Archives.write(store(new AgeCipher(List.of(ann.recipient()), Optional.empty())), Compression.DEFAULT);
        for (Optional<Path> identity : List.of(Optional.<Path>empty(), Optional.of(bob.file()))) {
            LocalStore store = store(new AgeCipher(List.of(ann.recipient()), identity));
            verify(store, stored, VerificationLevel.Checksum);
            assertThatThrownBy(() -> verify(store, stored, VerificationLevel.Full))
                    .isInstanceOf(ArchiveException.Sealed.class);
            assertThatThrownBy(() -> new ArchiveReader(store).openTar(stored.location()))
                    .isInstanceOf(ArchiveException.Sealed.class);
            assertThatThrownBy(() -> new ArchiveReader(store).readMembers(stored.location(), member -> {}))
                    .isInstanceOf(ArchiveException.Sealed.class);
        }
    }

    @Test
    void namesAndContentsAreNowhereOnTheDisk() throws IOException {
        LocalStore store = store(new AgeCipher(List.of(ann.recipient()), Optional.empty()));
        try (var draft = store.begin(Archives.ORIGIN, Compression.DEFAULT)) {
            assertThat(draft.location().encrypted()).isTrue();
        }
        Archives.write(store, Compression.of(Compression.Algorithm.none));
        for (String file : Archives.filesBelow(folder.resolve("store"))) {
            String text = Files.readString(folder.resolve("store").resolve(file), StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain("data/d", "hello", "xxxxxxxx").doesNotContain("AGE-SECRET-KEY");
        }
    }

    @Test
    void afterAChangeOfKeysOldArchivesOpenAsLongAsTheOldIdentityIsInTheFile() throws IOException {
        StoredArchive old =
                Archives.write(store(new AgeCipher(List.of(ann.recipient()), Optional.empty())), Compression.DEFAULT);
        Path both =
                Files.writeString(folder.resolve("both"), Files.readString(bob.file()) + Files.readString(ann.file()));
        LocalStore store = store(new AgeCipher(List.of(bob.recipient()), Optional.of(both)));
        StoredArchive fresh = Archives.write(store, Compression.DEFAULT);
        verify(store, old, VerificationLevel.Full);
        verify(store, fresh, VerificationLevel.Full);
        assertThat(store.list().archives()).hasSize(2);
    }

    @Test
    void stockToolsOpenAnArchiveAndItsMembers() throws IOException {
        LocalStore store = store(new AgeCipher(List.of(ann.recipient()), Optional.empty()));
        StoredArchive stored = Archives.write(store, Compression.DEFAULT);
        String file = folder.resolve("store/" + stored.location()).toString();
        assertThat(shell("age -d -i " + ann.file() + " " + file + " | zstd -dc | tar t"))
                .contains("data/d/b");
        assertThat(shell("age -d -i " + ann.file() + " " + file + " | zstd -dc | tar xO data/a"))
                .isEqualTo("hello");
        String members =
                "tr -d '\\n' < " + file + ".json | sed 's/.*\"members\":\\[//; s/\\]}$//; s/[\",]//g' | base64 -d";
        assertThat(shell(members + " | age -d -i " + ann.file())).contains("\"name\":\"data/d/b\"");
    }

    @Test
    void whatStockAgeEncryptsIsDecryptedAndTheOtherWayRound() throws IOException {
        AgeCipher cipher = new AgeCipher(List.of(ann.recipient()), Optional.of(ann.file()));
        for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 300_000}) {
            Path plain = Files.write(folder.resolve("plain"), new byte[size]);
            shell("age -r " + ann.recipient() + " -o " + folder + "/sealed-" + size + " " + plain);
            try (InputStream opened = cipher.decrypt(Files.newInputStream(folder.resolve("sealed-" + size)))) {
                assertThat(opened.readAllBytes()).hasSize(size);
            }
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            try (OutputStream out = cipher.encrypt(sealed)) {
                out.write(new byte[size]);
            }
            Files.write(folder.resolve("ours"), sealed.toByteArray());
            assertThat(shell("age -d -i " + ann.file() + " " + folder + "/ours | wc -c")
                            .strip())
                    .isEqualTo(Integer.toString(size));
        }
    }

    @Test
    void aFlippedBitAndACutAreNoticedWhileDecrypting() throws IOException {
        AgeCipher cipher = new AgeCipher(List.of(ann.recipient()), Optional.of(ann.file()));
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream out = cipher.encrypt(sealed)) {
            out.write(new byte[200_000]);
        }
        byte[] flipped = sealed.toByteArray();
        flipped[flipped.length / 2] ^= 4;
        byte[] cut = Arrays.copyOf(sealed.toByteArray(), sealed.size() - 100_000);
        for (byte[] broken : List.of(flipped, cut)) {
            assertThatThrownBy(() ->
                            cipher.decrypt(new ByteArrayInputStream(broken)).readAllBytes())
                    .isInstanceOf(ArchiveException.Corrupt.class);
        }
    }

    private static void verify(LocalStore store, StoredArchive stored, VerificationLevel level) {
        new ArchiveVerifier(store, () -> 0).verify(stored.location(), level, ArchiveProgress.SILENT);
    }

    private LocalStore store(ArchiveCipher cipher) {
        LocalStore store = new LocalStore(folder.resolve("store"), cipher);
        store.initialise();
        return store;
    }

    private Key key(String name) throws IOException {
        Path file = folder.resolve(name);
        shell("age-keygen -o " + file);
        String recipient = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("# public key: "))
                .findFirst()
                .orElseThrow()
                .substring("# public key: ".length());
        assertThat(AgeCipher.isRecipient(recipient)).isTrue();
        assertThat(AgeCipher.isRecipient(recipient.toUpperCase(Locale.ROOT) + "x"))
                .isFalse();
        return new Key(file, recipient);
    }

    private static String shell(String command) throws IOException {
        Process process = new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(command).isZero();
        return said;
    }
}
