package dev.evenkeel.registry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.ResourceKey;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file to a server and back, everything is as it was. */
class RegistryCopyIT {

    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.newDatabase();

    @TempDir
    Path folder;

    @Test
    void everythingIsTheSameOnTheOtherSideAndOnTheWayBack() {
        try (RevisionLog first = SqliteDatabase.open(folder.resolve("first.db"));
                RevisionLog onServer = onServer();
                RevisionLog second = SqliteDatabase.open(folder.resolve("second.db"))) {
            for (int i = 0; i < 1100; i++) {
                first.create(key("n" + i), "{\"number\": " + i + ", \"text\": \"\\u0000 ' \uD83D\uDE00\"}");
            }
            first.update(key("n7"), 9, "seven");
            first.delete(key("n8"), 10, "eight");
            first.compact(900);

            assertThat(RegistryCopy.copy(first, onServer)).isEqualTo(1099);
            assertSame(first, onServer);
            assertThat(RegistryCopy.copy(onServer, second)).isEqualTo(1099);
            assertSame(first, second);
            assertThatThrownBy(() -> RegistryCopy.copy(first, onServer))
                    .isInstanceOf(RegistryException.Unusable.class)
                    .hasMessageContaining("nothing is copied over it");
            assertThat(second.create(key("next"), "a")).isEqualTo(first.revision() + 1);
        }
        try (RevisionLog again = onServer()) {
            assertThat(again.update(key("n9"), 11, "goes on")).isEqualTo(again.revision());
        }
    }

    private RevisionLog onServer() {
        return PostgresDatabase.open(server.address(database), "process", "now", System::nanoTime, why -> {});
    }

    private static void assertSame(RevisionLog one, RevisionLog other) {
        assertThat(other.revision()).isEqualTo(one.revision());
        assertThat(other.compactedRevision()).isEqualTo(one.compactedRevision());
        assertThat(other.list("Network", Optional.empty())).isEqualTo(one.list("Network", Optional.empty()));
        assertThat(other.since(one.compactedRevision(), 2000)).isEqualTo(one.since(one.compactedRevision(), 2000));
    }

    private static ResourceKey key(String name) {
        return new ResourceKey("Network", "default", name);
    }
}
