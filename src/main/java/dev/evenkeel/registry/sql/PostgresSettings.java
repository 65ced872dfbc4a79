package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** The settings of a server under which it keeps what it acknowledged, and which are refused. */
final class PostgresSettings {

    /** With any other value of it, a crash of the server or of its machine loses nothing. */
    private static final Map<String, String> CARELESS =
            Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "off");

    private PostgresSettings() {}

    /**
     * Refuses a server on which acknowledged writes could be lost, or text come back otherwise than it was written.
     *
     * @throws RegistryException.Unusable naming the setting
     * @throws SQLException also when the server is a standby: it may become the one that takes writes
     */
    static void require(Connection connection) throws SQLException {
        if (yes(connection, SqlStatements.IS_STANDBY)) {
            throw new SQLException("the server is a standby, and takes no writes");
        }
        for (Map.Entry<String, String> careless : CARELESS.entrySet()) {
            if (setting(connection, careless.getKey()).equals(careless.getValue())) {
                throw new RegistryException.Unusable("the registry's database has " + careless.getKey()
                        + " = off, and would lose what it acknowledged: set it to on. For one role,"
                        + " synchronous_commit is set by ALTER ROLE ... SET");
            }
        }
        String encoding = setting(connection, "server_encoding");
        if (!encoding.equals("UTF8")) {
            throw new RegistryException.Unusable("the registry's database has the encoding " + encoding
                    + " and needs UTF8: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0");
        }
    }

    static boolean yes(Connection connection, String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SqlStatements.SETTING)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }
}
