package dev.evenkeel.registry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back from an upgrade of the schema. */
class SqliteCopiesTest {

    private final ResourceKey web = new ResourceKey("Network", "default", "web");

    @TempDir
    Path folder;

    @Test
    void anUpgradeLeavesACopyThatTheOlderProgramOpens() throws IOException {
        create();
        FutureSchema.upgrade(file());
        assertThatThrownBy(() -> SqliteDatabase.open(file()))
                .isInstanceOf(RegistryException.Unusable.class)
                .hasMessage("the registry was written by a newer Evenkeel: its schema is of version 3, and this one"
                        + " knows them up to 2. Start the newer Evenkeel again, or go back to the copy that it made"
                        + " before its upgrade, " + copy(3) + " (docs/operations.md, Downgrade)");
        Files.copy(copy(3), file(), StandardCopyOption.REPLACE_EXISTING);
        try (RevisionLog log = SqliteDatabase.open(file())) {
            assertThat(log.get(web)).contains(new StoredObject(web, 2, "a"));
            log.update(web, 2, "b");
        }
        FutureSchema.upgrade(file());
        Files.copy(copy(3), file(), StandardCopyOption.REPLACE_EXISTING);
        try (RevisionLog log = SqliteDatabase.open(file())) {
            assertThat(log.get(web).orElseThrow().json())
                    .as("of the second upgrade")
                    .isEqualTo("b");
        }
    }

    @Test
    void withoutACopyABackupIsSpokenOf() throws IOException {
        create();
        FutureSchema.upgrade(file());
        Files.delete(copy(3));
        assertThatThrownBy(() -> SqliteDatabase.open(file()))
                .hasMessageContaining("restore a backup of " + file() + " from before its upgrade");
    }

    @Test
    void aNewDatabaseAndOneOfThisVersionAreNotCopied() {
        create();
        SqliteDatabase.open(file()).close();
        assertThat(folder).isDirectoryNotContaining("glob:**before*");
    }

    @Test
    void onlyTheNewestCopiesStay() throws IOException {
        create();
        for (int version : new int[] {1, 2, 12}) {
            Files.writeString(copy(version), "older or newer");
        }
        FutureSchema.upgrade(file());
        assertThat(copy(1)).doesNotExist();
        assertThat(copy(2)).exists();
        assertThat(copy(3)).exists();
        assertThat(copy(12)).exists();
    }

    @Test
    void withoutRoomForACopyNothingIsUpgraded() throws IOException {
        create();
        Path inTheWay = Files.createDirectories(folder.resolve("registry.db.before-v3.tmp/full"));
        assertThatThrownBy(() -> FutureSchema.upgrade(file()))
                .isInstanceOf(RegistryException.Unusable.class)
                .hasMessageContaining("is not upgraded from schema version 2 to 3")
                .hasMessageContaining("Make room for " + copy(3));
        Files.delete(inTheWay);
        try (RevisionLog log = SqliteDatabase.open(file())) {
            assertThat(log.get(web)).isPresent();
        }
    }

    private void create() {
        try (RevisionLog log = SqliteDatabase.open(file())) {
            log.create(web, "a");
        }
    }

    private Path copy(int version) {
        return folder.resolve("registry.db.before-v" + version);
    }

    private Path file() {
        return folder.resolve("registry.db");
    }
}
