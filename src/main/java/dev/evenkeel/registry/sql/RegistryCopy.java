package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A registry in another database, as it was: with its id, its uids, its revisions and its history. */
public final class RegistryCopy {

    /** How many rows are sent at a time. */
    private static final int BATCH = 500;

    private RegistryCopy() {}

    /**
     * Copies everything, or nothing.
     *
     * @param from as it was opened by this room
     * @param to likewise, and empty
     * @return how many resources that were, events included
     * @throws RegistryException.Unusable when something is in {@code to}
     */
    public static int copy(RevisionLog from, RevisionLog to) {
        if (to.revision() != RevisionLog.EMPTY) {
            throw new RegistryException.Unusable("there is a registry already where this one is to go, at revision "
                    + to.revision() + ": nothing is copied over it");
        }
        SqlConnections source = ((SqlRevisionLog) from).connections();
        try {
            return ((SqlRevisionLog) to)
                    .connections()
                    .write(transaction -> source.read(connection -> copy(connection, transaction.connection())));
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable("nothing is copied: " + failed.getMessage(), failed);
        }
    }

    private static int copy(Connection from, Connection to) throws SQLException {
        SqlQueries.Origin origin = SqlQueries.origin(from);
        try (PreparedStatement statement = to.prepareStatement(SqlStatements.SET_ORIGIN)) {
            statement.setString(1, origin.registryId());
            statement.setString(2, origin.createdAt().toString());
            statement.setLong(3, origin.revision());
            statement.setLong(4, origin.compactedRevision());
            statement.executeUpdate();
        }
        rows(from, SqlStatements.ALL_CHANGES, to, SqlStatements.INSERT_CHANGE);
        return rows(from, SqlStatements.ALL_OBJECTS, to, SqlStatements.INSERT_OBJECT);
    }

    private static int rows(Connection from, String query, Connection to, String insert) throws SQLException {
        int count = 0;
        try (PreparedStatement reading = from.prepareStatement(query);
                ResultSet row = reading.executeQuery();
                PreparedStatement writing = to.prepareStatement(insert)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int column = 1; column <= columns; column++) {
                    writing.setObject(column, row.getObject(column));
                }
                writing.addBatch();
                if (++count % BATCH == 0) {
                    writing.executeBatch();
                }
            }
            writing.executeBatch();
        }
        return count;
    }
}
