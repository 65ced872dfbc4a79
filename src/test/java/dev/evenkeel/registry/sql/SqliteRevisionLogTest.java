package dev.evenkeel.registry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.RevisionLogContract;
import dev.evenkeel.resource.ResourceKey;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite, and what SQLite alone can do wrong. */
class SqliteRevisionLogTest extends RevisionLogContract {

    @TempDir
    Path directory;

    @Override
    protected RevisionLog open() {
        return SqliteDatabase.open(file());
    }

    @Test
    void aSchemaFromTheFutureIsRefused() throws SQLException {
        execute("INSERT INTO flyway_schema_history"
                + " SELECT 9, '9', 'sharding', 'SQL', 'V9__sharding.sql', 0, 'evenkeel', max(installed_on), 1, 1"
                + " FROM flyway_schema_history");
        assertThatThrownBy(this::open)
                .isInstanceOf(RegistryException.Unusable.class)
                .hasMessageContaining("newer Evenkeel: its schema is of version 9, and this one knows them up to 2");
    }

    @Test
    void aRegistryThatDoesNotKnowItsAgeIsAsOldAsItsUpgrade() throws SQLException {
        long written;
        try (RevisionLog old = open()) {
            written = old.create(key("web"), "a");
        }
        execute("ALTER TABLE registry DROP COLUMN created_at");
        execute("DELETE FROM flyway_schema_history WHERE version = '2'");
        try (RevisionLog upgraded = open()) {
            assertThat(upgraded.revision()).isEqualTo(written);
            assertThat(upgraded.createdAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        }
    }

    @Test
    void aSchemaThatIsNotOursIsRefused() throws SQLException {
        execute("UPDATE flyway_schema_history SET checksum = checksum + 1");
        assertThatThrownBy(this::open).isInstanceOf(RegistryException.Unusable.class);
    }

    @Test
    void settingsThatLoseWritesAreRefused() {
        for (String setting : new String[] {"synchronous=NORMAL", "synchronous=OFF"}) {
            try (AgroalDataSource careless =
                    SqliteDatabase.dataSource(SqliteSettings.url(file()).replace("synchronous=FULL", setting))) {
                assertThatThrownBy(() -> SqliteDatabase.log(careless, file()))
                        .isInstanceOf(RegistryException.Unusable.class)
                        .hasMessageContaining("PRAGMA synchronous = 2");
            }
        }
    }

    @Test
    void aRollbackJournalIsRefused() throws SQLException {
        Path other = directory.resolve("other.db");
        try (AgroalDataSource careless = SqliteDatabase.dataSource(
                SqliteSettings.url(other).replace("journal_mode=WAL", "journal_mode=DELETE"))) {
            assertThatThrownBy(() -> SqliteDatabase.log(careless, file()))
                    .isInstanceOf(RegistryException.Unusable.class)
                    .hasMessageContaining("PRAGMA journal_mode = wal");
        }
    }

    @Test
    void aFullDatabaseAcknowledgesNothingAndLosesNothing() {
        String big = "x".repeat(8192);
        try (AgroalDataSource small = SqliteDatabase.dataSource(SqliteSettings.url(file()) + "&max_page_count=64");
                RevisionLog log = SqliteDatabase.log(small, file())) {
            long[] acknowledged = {0};
            assertThatThrownBy(() -> {
                        while (acknowledged[0] < 1000) {
                            acknowledged[0] = log.create(key("n" + acknowledged[0]), big);
                        }
                    })
                    .isInstanceOf(RegistryException.Unavailable.class);
            assertThat(acknowledged[0]).isPositive();
            for (int i = 0; i < 2 * SqliteDatabase.CONNECTIONS_MAX; i++) {
                assertThatThrownBy(() -> log.create(key("another"), big))
                        .as("no connection is lost by it")
                        .isInstanceOf(RegistryException.Unavailable.class)
                        .rootCause()
                        .hasMessageContaining("SQLITE_FULL");
            }
            assertThat(log.revision()).isEqualTo(acknowledged[0]);
            assertThat(log.list("Network", Optional.empty()).items())
                    .hasSize((int) (acknowledged[0] - RevisionLog.EMPTY));
            log.compact(0);
            assertThat(log.create(key("after"), "small")).isEqualTo(acknowledged[0] + 1);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsUnavailable() {
        assertThatThrownBy(
                        () -> SqliteDatabase.open(directory.resolve("missing").resolve("registry.db")))
                .isInstanceOf(RegistryException.class);
    }

    private Path file() {
        return directory.resolve("registry.db");
    }

    private void execute(String sql) throws SQLException {
        try (AgroalDataSource dataSource = SqliteDatabase.dataSource(SqliteSettings.url(file()));
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static ResourceKey key(String name) {
        return new ResourceKey("Network", "default", name);
    }
}
