package dev.evenkeel.archive.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ArchiveStoreContract;
import dev.evenkeel.archive.Archives;
import dev.evenkeel.archive.Compression;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.StoredArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends ArchiveStoreContract {

    private static final String NAME = "pgdata-20261120T020000Z.tar.zst";

    @TempDir
    Path temporary;

    @Override
    protected ArchiveStore store() {
        return Archives.store(root());
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        Archives.write(store(), Compression.DEFAULT);

        assertThat(mode(root())).isEqualTo("rwx------");
        assertThat(mode(root().resolve("default"))).isEqualTo("rwx------");
        assertThat(mode(root().resolve("default").resolve(NAME))).isEqualTo("rw-------");
        assertThat(mode(root().resolve("default").resolve(NAME + ".json"))).isEqualTo("rw-------");
    }

    @Test
    void aFolderThatIsNoStoreIsUnavailableAndNeverEmpty() throws IOException {
        LocalStore missing = new LocalStore(root());
        assertThatThrownBy(missing::list).isInstanceOf(ArchiveException.StoreUnavailable.class);
        Files.createDirectory(root());
        assertThatThrownBy(missing::list).isInstanceOf(ArchiveException.StoreUnavailable.class);
        assertThatThrownBy(missing::reap).isInstanceOf(ArchiveException.StoreUnavailable.class);
        assertThatThrownBy(() -> missing.head(new ArchiveLocation("default", NAME)))
                .isInstanceOf(ArchiveException.StoreUnavailable.class);
        assertThatThrownBy(() -> missing.delete(new ArchiveLocation("default", NAME)))
                .isInstanceOf(ArchiveException.StoreUnavailable.class);
    }

    @Test
    void aWriterThatDiesBetweenAnyTwoStepsLeavesNothingThatLooksLikeAnArchive() throws IOException {
        ManifestHead head = Archives.write(Archives.store(temporary.resolve("other")), Compression.DEFAULT)
                .head();
        for (int steps = 0; steps <= 2; steps++) {
            LocalDraft abandoned = (LocalDraft) store().begin(Archives.ORIGIN, Compression.DEFAULT);
            abandoned.archive().write(new byte[] {1, 2, 3});
            if (steps > 0) {
                abandoned.prepare(head);
            }
            if (steps > 1) {
                abandoned.revealManifest();
            }

            assertThat(store().list().archives()).isEmpty();
            assertThat(store().list().unreadable()).isEmpty();
            assertThat(store().reap()).isEqualTo(2);
            assertThat(Archives.filesBelow(root())).containsExactly(".evenkeel-store");
        }
    }

    @Test
    void aWriterThatDiesAfterTheLastStepLeavesACompleteArchive() throws IOException {
        StoredArchive stored = Archives.write(store(), Compression.DEFAULT);

        assertThat(store().reap()).isZero();
        assertThat(store().list().archives()).containsExactly(stored);
    }

    @Test
    void aDeletionThatDiesHalfWayLeavesNothingThatLooksLikeAnArchive() throws IOException {
        Archives.write(store(), Compression.DEFAULT);
        Files.delete(root().resolve("default").resolve(NAME));

        assertThat(store().list().archives()).isEmpty();
        assertThat(store().list().unreadable()).isEmpty();
        assertThat(store().reap()).isEqualTo(1);
    }

    @Test
    void anArchiveOfWhichNothingIsKnownIsReportedAndKept() throws IOException {
        Archives.write(store(), Compression.DEFAULT);
        Path manifest = root().resolve("default").resolve(NAME + ".json");
        ArchiveLocation location = new ArchiveLocation("default", NAME);

        Files.writeString(manifest, "{}");
        assertThat(store().list().unreadable()).containsExactly(location);

        Files.delete(manifest);
        assertThat(store().list().unreadable()).containsExactly(location);
        assertThat(store().reap()).isZero();
    }

    @Test
    void anArchiveOfTheWrongLengthIsNotTakenForACompleteOne() throws IOException {
        Archives.write(store(), Compression.DEFAULT);
        Files.write(root().resolve("default").resolve(NAME), new byte[7]);

        assertThat(store().list().archives()).isEmpty();
        assertThat(store().list().unreadable()).containsExactly(new ArchiveLocation("default", NAME));
    }

    @Test
    void foreignFilesAreLeftAlone() throws IOException {
        store();
        Path folder = Files.createDirectories(root().resolve("default"));
        Files.writeString(folder.resolve("notes.json"), "mine");
        Files.writeString(folder.resolve("photo.tar"), "mine");

        assertThat(store().list().unreadable()).isEmpty();
        assertThat(store().reap()).isZero();
        assertThat(Archives.filesBelow(root())).contains("default/notes.json", "default/photo.tar");
    }

    @Test
    void noLocationLeadsOutOfTheStore() {
        for (String location : new String[] {
            "../" + NAME,
            "default/../" + NAME,
            "/etc/" + NAME,
            "default/.tmp-" + NAME,
            "default/passwd",
            NAME,
            "a//" + NAME
        }) {
            assertThatThrownBy(() -> ArchiveLocation.parse(location)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(ArchiveLocation.parse("default/" + NAME)).hasToString("default/" + NAME);
    }

    @Test
    void aFullDiskIsToldFromABrokenOne() {
        assertThat(LocalFailures.named("x", new IOException("No space left on device")))
                .isInstanceOf(ArchiveException.StoreFull.class);
        assertThat(LocalFailures.named("x", new IOException("Disk quota exceeded")))
                .isInstanceOf(ArchiveException.StoreFull.class);
        assertThat(LocalFailures.named("x", new IOException("Input/output error")))
                .isInstanceOf(ArchiveException.StoreUnavailable.class);
    }

    private Path root() {
        return temporary.resolve("store");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
