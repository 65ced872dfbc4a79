package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The pragmas under which SQLite keeps what it acknowledged, through kill -9 and power loss.
 *
 * <p>A write-ahead log with {@code synchronous = FULL} calls fsync once per commit. The driver's default, and
 * {@code NORMAL}, do not: they lose the newest commits when the power goes, and say nothing.
 */
final class SqliteSettings {

    static final String JOURNAL_MODE = "wal";
    static final int SYNCHRONOUS_FULL = 2;

    /** How long a connection waits for a lock that another process (a backup tool, the sqlite3 shell) holds. */
    static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

    private SqliteSettings() {}

    static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath() + "?journal_mode=WAL&synchronous=FULL&busy_timeout="
                + BUSY_TIMEOUT.toMillis();
    }

    /** For somebody who only looks; 1 is SQLite's own number for that. */
    static String readOnlyUrl(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath() + "?open_mode=1&busy_timeout=" + BUSY_TIMEOUT.toMillis();
    }

    /**
     * Refuses a connection on which acknowledged writes could be lost.
     *
     * @throws RegistryException.Unusable naming the setting
     */
    static void requireDurable(Connection connection) throws SQLException {
        require(connection, "journal_mode", JOURNAL_MODE);
        require(connection, "synchronous", Integer.toString(SYNCHRONOUS_FULL));
    }

    private static void require(Connection connection, String pragma, String wanted) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
            String actual = row.next() ? row.getString(1) : "";
            if (!wanted.equalsIgnoreCase(actual)) {
                throw new RegistryException.Unusable("the registry needs PRAGMA " + pragma + " = " + wanted
                        + " to lose nothing, but it is " + actual);
            }
        }
    }
}
