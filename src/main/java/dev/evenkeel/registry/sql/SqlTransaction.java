package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.ResourceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One write to the database. What has not been committed when it is closed has not happened. */
final class SqlTransaction implements AutoCloseable {

    private final Connection connection;
    private boolean committed;
    private long newest;

    private SqlTransaction(Connection connection) {
        this.connection = connection;
    }

    /** Begins one on {@code connection}, which stays open after it. */
    static SqlTransaction begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new SqlTransaction(connection);
    }

    void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    @Override
    public void close() throws SQLException {
        if (!committed) {
            rollBack();
        }
        connection.setAutoCommit(true);
    }

    /** For those in this room who have more to do in it. */
    Connection connection() {
        return connection;
    }

    /** The revision that was given out last; 0 if none was. */
    long newest() {
        return newest;
    }

    long nextRevision() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SqlStatements.NEXT_REVISION);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the registry's own row is missing");
            }
            newest = row.getLong(1);
            return newest;
        }
    }

    Optional<StoredObject> find(ResourceKey key) throws SQLException {
        return SqlQueries.object(connection, key);
    }

    void insert(StoredObject object) throws SQLException {
        ResourceKey key = object.key();
        execute(SqlStatements.INSERT_OBJECT, object.revision(), object.json(), key.kind(), key.namespace(), key.name());
        append(LoggedChange.Type.ADDED, object, null, null);
    }

    void replace(StoredObject previous, StoredObject object) throws SQLException {
        ResourceKey key = object.key();
        execute(SqlStatements.UPDATE_OBJECT, object.revision(), object.json(), key.kind(), key.namespace(), key.name());
        append(LoggedChange.Type.MODIFIED, object, previous.json(), previous.revision());
    }

    /** Removes {@code previous}; {@code last} is what it was in the end, as of the revision of its removal. */
    void remove(StoredObject previous, StoredObject last) throws SQLException {
        ResourceKey key = last.key();
        execute(SqlStatements.DELETE_OBJECT, key.kind(), key.namespace(), key.name());
        append(LoggedChange.Type.DELETED, last, previous.json(), previous.revision());
    }

    /** Drops all but the newest {@code keep} changes, and answers how many that were. */
    int compact(int keep) throws SQLException {
        execute(SqlStatements.RAISE_COMPACTED_REVISION, keep, keep);
        return execute(SqlStatements.DROP_COMPACTED_CHANGES);
    }

    private void append(
            LoggedChange.Type type, StoredObject object, @Nullable String previousJson, @Nullable Long previousRevision)
            throws SQLException {
        ResourceKey key = object.key();
        execute(
                SqlStatements.INSERT_CHANGE,
                object.revision(),
                key.kind(),
                key.namespace(),
                key.name(),
                type.name(),
                object.json(),
                previousJson,
                previousRevision);
    }

    private int execute(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    /**
     * A database that finds its disk full ends the transaction by itself, and the driver does not know: a connection
     * handed back like that would be lost to the pool, and the pool soon be empty. So there is a transaction to end.
     */
    private void rollBack() throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException rolledBackAlready) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(SqlStatements.BEGIN);
                connection.rollback();
            }
        }
    }
}
