package dev.evenkeel.registry.sql;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Connections to a PostgreSQL server: one that has the lock and writes, and a pool of others that read. */
final class PostgresConnections implements SqlConnections {

    private final PostgresSession session;
    private final AgroalDataSource pool;

    /** Closing it closes both. */
    PostgresConnections(PostgresSession session, AgroalDataSource pool) {
        this.session = session;
        this.pool = pool;
    }

    @Override
    public <T> T read(Query<T> query) throws SQLException {
        session.requireHeld();
        try (Connection connection = pool.getConnection()) {
            return query.run(connection);
        }
    }

    @Override
    public <T> T write(Write<T> write) throws SQLException {
        return session.write(write);
    }

    @Override
    public void requireHeld() throws SQLException {
        session.requireHeld();
    }

    @Override
    public void onReturn(Runnable listener) {
        session.onReturn(listener);
    }

    @Override
    public long bytes() throws SQLException {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SqlStatements.BYTES);
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }

    @Override
    public void close() {
        pool.close();
        session.close();
    }
}
