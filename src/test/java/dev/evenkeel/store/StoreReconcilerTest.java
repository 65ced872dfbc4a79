package dev.evenkeel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.Archives;
import dev.evenkeel.archive.Compression;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.ImportedBackup;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores on this disk, which come, go, and are not there. */
final class StoreReconcilerTest {

    private static final ResourceKey USB = StoreKind.INSTANCE.key("", "usb");
    private static final ResourceKey LOCAL = StoreKind.INSTANCE.key("", "local");

    @TempDir
    Path folder;

    private BackupWorld world;
    private StoreWorld stores;

    @BeforeEach
    void open() {
        world = new BackupWorld(folder, new FakeEngine());
        stores = new StoreWorld(world, folder.resolve("allowed"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theStandardStoreIsThereFromTheStart() {
        stores.reconciler().start();

        assertThat(stores.status("local").ready()).isTrue();
        assertThat(stores.status("local").freeBytes()).isPresent();
        assertThat(stores.status("local").location())
                .isEqualTo(folder.resolve("standard").toString());
        assertThat(world.stores.find("local").orElseThrow().list().archives()).isEmpty();
    }

    @Test
    void theStandardStoreComesBackWhenItIsDeleted() {
        StoreReconciler reconciler = stores.reconciler();
        reconciler.start();
        world.registry.delete(StoreKind.INSTANCE, LOCAL, Deletion.ANY);
        reconciler.reconcile(LOCAL);
        reconciler.reconcile(LOCAL);
        assertThat(world.stores.find("local")).isEmpty();

        reconciler.reconcile(LOCAL);
        assertThat(stores.status("local").ready()).isTrue();
        assertThat(world.stores.find("local")).isPresent();
    }

    @Test
    void aFolderBecomesAStoreOnceAndNeverAgain() throws IOException {
        stores.declare("usb", "{local: {path: " + stores.path("usb") + "}}");
        assertThat(stores.reconciler().reconcile(USB)).isEqualTo(Outcome.checkAgain(StoreWorld.INTERVAL));
        ArchiveStore store = world.stores.find("usb").orElseThrow();
        Archives.write(store, Compression.DEFAULT);
        Files.move(stores.path("usb"), stores.path("unplugged"));
        Files.createDirectory(stores.path("usb"));

        assertThat(stores.reconciler().reconcile(USB)).isEqualTo(Outcome.failed(StoreReason.NotAStore));
        assertThat(stores.reason("usb")).isEqualTo("NotAStore");
        assertThat(stores.status("usb").location()).isEqualTo(stores.path("usb").toString());
        assertThat(stores.path("usb")).isEmptyDirectory();
        assertThatThrownBy(() -> world.stores.find("usb").orElseThrow().list())
                .isInstanceOf(ArchiveException.StoreUnavailable.class);

        Files.delete(stores.path("usb"));
        Files.move(stores.path("unplugged"), stores.path("usb"));
        stores.reconciler().reconcile(USB);
        assertThat(stores.status("usb").ready()).isTrue();
        assertThat(stores.status("usb").archives()).isEqualTo(1);
        assertThat(stores.status("usb").bytes()).isPositive();
    }

    @Test
    void whatIsKnownOfAStoreStaysWhileItDoesNotAnswer() throws IOException {
        stores.declare("usb", "{local: {path: " + stores.path("usb") + "}}");
        StoreReconciler reconciler = stores.reconciler();
        reconciler.reconcile(USB);
        Archives.write(world.stores.find("usb").orElseThrow(), Compression.DEFAULT);
        reconciler.reconcile(USB);
        StoreStatus before = stores.status("usb");
        Files.move(stores.path("usb"), stores.path("unplugged"));
        reconciler.reconcile(USB);

        StoreStatus after = stores.status("usb");
        assertThat(after.ready()).isFalse();
        assertThat(after.archives()).isEqualTo(before.archives()).isEqualTo(1);
        assertThat(after.bytes()).isEqualTo(before.bytes());
        assertThat(after.freeBytes()).isEqualTo(before.freeBytes());
    }

    @Test
    void aFolderThatThePolicyDoesNotAllowIsNotTouched() {
        Path elsewhere = folder.resolve("elsewhere");
        stores.declare("usb", "{local: {path: " + elsewhere + "}}");
        assertThat(stores.reconciler().reconcile(USB)).isEqualTo(Outcome.blocked(StoreReason.PolicyDenied));
        assertThat(elsewhere).doesNotExist();
        assertThat(stores.reason("usb")).isEqualTo("PolicyDenied");
        assertThat(Conditions.isTrue(stores.status("usb").conditions(), Condition.STALLED))
                .isTrue();
    }

    @Test
    void aStoreWithBackupsInItStaysUntilTheyAreGone() {
        stores.declare("usb", "{local: {path: " + stores.path("usb") + "}}");
        StoreReconciler reconciler = stores.reconciler();
        reconciler.reconcile(USB);
        world.create("one", BackupWorld.parse("{volumes: [pgdata], store: usb}"));
        world.registry.delete(StoreKind.INSTANCE, USB, Deletion.ANY);
        reconciler.reconcile(USB);
        assertThat(stores.reason("usb")).isEqualTo("InUse");
        assertThat(world.stores.find("usb")).isPresent();

        world.registry.finish(BackupKind.INSTANCE, world.backup("one"));
        world.registry.delete(BackupKind.INSTANCE, world.backup("one").key(), Deletion.ANY);
        reconciler.reconcile(USB);
        assertThat(world.registry.find(StoreKind.INSTANCE, USB)).isEmpty();
        assertThat(world.stores.find("usb")).isEmpty();
        assertThat(stores.path("usb")).isNotEmptyDirectory();
    }

    @Test
    void aNewRegistryGetsTheBackupsOfAStoreByOneCall() throws Exception {
        stores.declare("usb", "{local: {path: " + stores.path("usb") + "}}");
        StoreReconciler reconciler = stores.reconciler();
        reconciler.reconcile(USB);
        StoredArchive stored = Archives.write(world.stores.find("usb").orElseThrow(), Compression.DEFAULT);
        reconciler.reconcile(USB);
        assertThat(world.registry.list(BackupKind.INSTANCE, Optional.empty()).items())
                .isEmpty();

        stores.annotate("usb", StoreImport.ANNOTATION, "now");
        reconciler.reconcile(USB);
        BackupStatus status = world.status("nightly-1");
        assertThat(status.phase()).isEqualTo(BackupPhase.Succeeded);
        assertThat(status.verified()).isFalse();
        assertThat(status.startTime()).contains(Archives.ORIGIN.createdAt());
        assertThat(status.completionTime()).contains(Archives.ORIGIN.createdAt());
        assertThat(status.archives()).singleElement().satisfies(archive -> {
            assertThat(archive.store()).isEqualTo("usb");
            assertThat(archive.location()).isEqualTo(stored.location().toString());
            assertThat(archive.sha256()).isEqualTo(stored.head().sha256());
        });
        assertThat(world.backup("nightly-1").metadata().creationTimestamp()).contains(Archives.ORIGIN.createdAt());
        assertThat(world.backup("nightly-1").metadata().annotation(ImportedBackup.ANNOTATION))
                .contains("usb");
        assertThat(world.turn("nightly-1")).isEqualTo(Outcome.settled());
        assertThat(stores.status("usb").imported().orElseThrow().backups()).isEqualTo(1);
        assertThat(world.events.lines()).contains("BackupStore/usb Normal Imported 1 Backups with 1 archives");
        assertThat(stores.annotation("usb", StoreImport.ANNOTATION)).isEmpty();

        stores.annotate("usb", StoreImport.ANNOTATION, "now");
        reconciler.reconcile(USB);
        assertThat(stores.status("usb").imported().orElseThrow().backups()).isZero();

        world.registry.delete(BackupKind.INSTANCE, world.backup("nightly-1").key(), Deletion.ANY);
        world.turn("nightly-1");
        assertThat(world.stores.find("usb").orElseThrow().list().archives()).isEmpty();
        reconciler.reconcile(USB);
        assertThat(world.registry.list(BackupKind.INSTANCE, Optional.empty()).items())
                .isEmpty();
    }

    @Test
    void aNameThatIsTakenByNowIsMadeLonger() {
        stores.declare("usb", "{local: {path: " + stores.path("usb") + "}}");
        StoreReconciler reconciler = stores.reconciler();
        reconciler.reconcile(USB);
        Archives.write(world.stores.find("usb").orElseThrow(), Compression.DEFAULT);
        world.create("nightly-1", BackupWorld.parse("{volumes: [other]}"));
        stores.annotate("usb", StoreImport.ANNOTATION, "now");
        reconciler.reconcile(USB);
        assertThat(world.status("nightly-1-0b5c").archives()).hasSize(1);
        assertThat(world.status("nightly-1").archives()).isEmpty();
    }

    /** {@code -Dimport.archives=1000} makes it a thousand: most of this test is their making. */
    @Test
    void manyArchivesAreImportedInOneWrite() {
        int count = Integer.getInteger("import.archives", 50);
        stores.declare("usb", "{local: {path: " + stores.path("usb") + "}}");
        StoreReconciler reconciler = stores.reconciler();
        reconciler.reconcile(USB);
        Archives.writeBackups(world.stores.find("usb").orElseThrow(), count);
        stores.annotate("usb", StoreImport.ANNOTATION, "now");
        reconciler.reconcile(USB);
        assertThat(stores.status("usb").imported().orElseThrow().backups()).isEqualTo(count);
    }

    @Test
    void aSmallChangeOfFreeSpaceIsNotWrittenDown() {
        stores.declare("usb", "{local: {path: " + stores.path("usb") + "}}");
        StoreReconciler reconciler = stores.reconciler();
        reconciler.reconcile(USB);
        Optional<Long> free = stores.status("usb").freeBytes();
        world.clock.turn(Duration.ofMinutes(1));
        reconciler.reconcile(USB);
        assertThat(stores.status("usb").freeBytes()).isEqualTo(free);
    }
}
