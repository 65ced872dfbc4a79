package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.StoredResources;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The registry on a server for somebody who only looks, also while an Evenkeel has it: nothing in it is changed. */
public final class PostgresReading {

    private PostgresReading() {}

    /**
     * What is there, of these kinds, as of one revision.
     *
     * @throws RegistryException.Unavailable when the server does not answer
     * @throws RegistryException.Unusable when its schema is not the one that this program speaks
     */
    public static StoredResources read(PostgresAddress address, List<String> kinds, ResourceCodec codec) {
        new SqlMigrations(PostgresDatabase.forMigrations(address), SqlMigrations.POSTGRESQL)
                .requireCurrent(new PostgresDumps());
        try (Connection connection = address.connect()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return SqlQueries.resources(connection, kinds, codec);
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable(
                    "the registry at " + address + " cannot be read: " + failed.getMessage(), failed);
        }
    }
}
