package dev.evenkeel.registry.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the log has its connections from: as many as it likes to read, and one at a time to write. */
interface SqlConnections extends AutoCloseable {

    /** Runs {@code query} beside others. */
    <T> T read(Query<T> query) throws SQLException;

    /** Runs {@code write} in a transaction of its own, after those before it, and commits it. */
    <T> T write(Write<T> write) throws SQLException;

    /** See {@link dev.evenkeel.registry.RevisionLog#requireHeld}. */
    void requireHeld() throws SQLException;

    /** Runs {@code listener} when the database answers again after it did not. */
    void onReturn(Runnable listener);

    /** How much the registry takes on disk. */
    long bytes() throws SQLException;

    @Override
    void close();

    /** Something read from the database. */
    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Something done to the database in one transaction. */
    interface Write<T> {
        T run(SqlTransaction transaction) throws SQLException;
    }
}
