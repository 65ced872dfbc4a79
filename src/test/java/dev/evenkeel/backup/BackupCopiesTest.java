package dev.evenkeel.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.archive.ArchiveProgress;
import dev.evenkeel.archive.ArchiveVerifier;
import dev.evenkeel.archive.Archives;
import dev.evenkeel.archive.ClosedStore;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.archive.VerificationLevel;
import dev.evenkeel.archive.age.AgeCipher;
import dev.evenkeel.archive.local.LocalStore;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.registry.Deletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Backup in several stores. */
final class BackupCopiesTest {

    /** A pair of keys made for these tests. */
    private static final String RECIPIENT = "age12lpythkwzr7v8hdnnhjuh6hsyexy4pj4pnayvafmrrlsc9qhhyksuelacl";

    private static final String IDENTITY = "AGE-SECRET-KEY-1YN6PAW67PCD5S76FS2PEYV5JKG49ZP65JTM5THNZKUJRGH8YS06QCV0W8A";

    private static final String OTHER = "age1cy3w4w66kdgesxavrxmn4mfk7uh6n46fp57q4sap6r4dqd7s23ls3sczqh";

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private BackupWorld world;

    @BeforeEach
    void open() {
        world = new BackupWorld(folder, engine);
        for (String volume : List.of("pgdata", "uploads")) {
            engine.createVolume(new VolumeCreation(volume, "local", Map.of(), Map.of()));
            engine.writeFile(volume, "PG_VERSION", "17");
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyStoreHasEveryArchiveAndAllGoWithTheBackup() throws InterruptedException {
        LocalStore second = store("second", Optional.empty());
        LocalStore third = store("third", Optional.empty());
        world.create("one", BackupWorld.parse("{volumes: [pgdata, uploads], additionalStores: [second, third]}"));
        assertThat(world.turn("one")).isEqualTo(Outcome.settled());

        BackupStatus status = world.status("one");
        assertThat(status.phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(status.archives())
                .extracting(archive -> archive.store() + " " + archive.volume())
                .containsExactlyInAnyOrder(
                        "local pgdata",
                        "local uploads",
                        "second pgdata",
                        "second uploads",
                        "third pgdata",
                        "third uploads");
        assertThat(status.archives()).allMatch(ArchiveStatus::verified);
        assertThat(status.archives().getFirst().store()).isEqualTo("local");
        assertThat(status.progress().entries()).isEqualTo(4);
        assertThat(second.list().archives()).hasSize(2);

        world.registry.delete(BackupKind.INSTANCE, world.backup("one").key(), Deletion.ANY);
        world.turn("one");
        for (LocalStore store : List.of(world.store, second, third)) {
            assertThat(store.list().archives()).isEmpty();
        }
    }

    @Test
    void aStoreThatFailsIsAWarningAndKeepsNobodyFromHisCopy() throws InterruptedException {
        LocalStore third = store("third", Optional.empty());
        world.stores.put("second", new ClosedStore("unplugged"));
        world.create("one", BackupWorld.parse("{volumes: [pgdata], additionalStores: [second, missing, third]}"));
        assertThat(world.turn("one")).isEqualTo(Outcome.settled());

        BackupStatus status = world.status("one");
        assertThat(status.phase()).isEqualTo(BackupPhase.SucceededWithWarnings);
        assertThat(status.reason()).isEqualTo("CopyFailed");
        assertThat(status.message()).isEqualTo("store second: unplugged; store missing: there is no such BackupStore");
        assertThat(third.list().archives()).hasSize(1);
    }

    @Test
    void eachStoreEncryptsForItself() throws InterruptedException, IOException {
        Path identity = Files.writeString(folder.resolve("identity"), IDENTITY + "\n");
        LocalStore sealed = store("sealed", Optional.of(new AgeCipher(List.of(RECIPIENT), Optional.of(identity))));
        world.create("one", BackupWorld.parse("{volumes: [pgdata], additionalStores: [sealed]}"));
        world.turn("one");
        assertThat(world.status("one").phase()).isEqualTo(BackupPhase.Succeeded);
        StoredArchive copy = sealed.list().archives().getFirst();
        assertThat(copy.location().encrypted()).isTrue();
        new ArchiveVerifier(sealed, () -> 0).verify(copy.location(), VerificationLevel.Full, ArchiveProgress.SILENT);

        LocalStore plain = store("plain", Optional.empty());
        world.create("two", BackupWorld.parse("{volumes: [pgdata], store: sealed, additionalStores: [plain]}"));
        world.turn("two");
        assertThat(world.status("two").phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(plain.list().archives()).singleElement().matches(one -> !one.location()
                .encrypted());
    }

    @Test
    void whatCannotBeDecryptedIsCopiedAsItIsToTheSameRecipientsAndToNobodyElse() throws InterruptedException {
        LocalStore first = store("first", Optional.of(new AgeCipher(List.of(RECIPIENT), Optional.empty())));
        LocalStore same = store("same", Optional.of(new AgeCipher(List.of(RECIPIENT), Optional.empty())));
        store("others", Optional.of(new AgeCipher(List.of(OTHER), Optional.empty())));
        world.create("one", BackupWorld.parse("{volumes: [pgdata], store: first, additionalStores: [same, others]}"));
        world.turn("one");
        assertThat(world.status("one").reason()).isEqualTo("CopyFailed");
        assertThat(world.status("one").message()).startsWith("store others: ").contains("encrypted to others");
        assertThat(same.list().archives().getFirst().head().sha256())
                .isEqualTo(first.list().archives().getFirst().head().sha256());
        Path identity = folder.resolve("identity");
        LocalStore opened = store("same", Optional.of(new AgeCipher(List.of(RECIPIENT), Optional.of(identity))));
        assertThat(write(identity)).isTrue();
        new ArchiveVerifier(opened, () -> 0)
                .verify(opened.list().archives().getFirst().location(), VerificationLevel.Full, ArchiveProgress.SILENT);
    }

    @Test
    void whatTookMoreRoomTheLastTimeThanThereIsNowIsNotBegun() throws InterruptedException {
        world.create("one", BackupWorld.parse("{volumes: [pgdata]}"));
        world.turn("one");
        long last = world.status("one").archives().getFirst().bytes();

        world.stores.put("local", new CrampedStore(world.store, last - 1));
        world.create("two", BackupWorld.parse("{volumes: [pgdata, uploads]}"));
        world.turn("two");
        assertThat(world.status("two").reason()).isEqualTo("StoreFull");
        assertThat(world.status("two").message())
                .contains("the store has room for " + (last - 1) + " bytes, and the last archive took " + last);
        assertThat(world.status("two").archives())
                .extracting(ArchiveStatus::volume)
                .containsExactly("uploads");

        world.stores.put("local", new CrampedStore(world.store, last));
        world.create("three", BackupWorld.parse("{volumes: [pgdata]}"));
        world.turn("three");
        assertThat(world.status("three").phase()).isEqualTo(BackupPhase.Succeeded);
    }

    private static boolean write(Path identity) {
        try {
            Files.writeString(identity, IDENTITY + "\n");
            return true;
        } catch (IOException failed) {
            return false;
        }
    }

    private LocalStore store(String name, Optional<AgeCipher> cipher) {
        Path root = folder.resolve("stores").resolve(name);
        LocalStore store = cipher.map(how -> new LocalStore(root, how)).orElseGet(() -> Archives.store(root));
        store.initialise();
        world.stores.put(name, store);
        return store;
    }
}
