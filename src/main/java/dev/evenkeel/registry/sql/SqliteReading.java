package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.StoredResources;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The embedded registry for somebody who only looks, also while a server has it open: nothing in it is changed. */
public final class SqliteReading {

    private SqliteReading() {}

    /**
     * What is in {@code file}, of these kinds, as of one revision.
     *
     * @throws RegistryException.Unavailable when the file cannot be read
     * @throws RegistryException.Unusable when its schema is not the one that this program speaks
     */
    public static StoredResources read(Path file, List<String> kinds, ResourceCodec codec) {
        try (AgroalDataSource dataSource = SqliteDatabase.dataSource(SqliteSettings.readOnlyUrl(file))) {
            new SqlMigrations(dataSource, SqlMigrations.SQLITE).requireCurrent(new SqliteCopies(dataSource, file));
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                return SqlQueries.resources(connection, kinds, codec);
            }
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable("the registry " + file + " cannot be read", failed);
        }
    }
}
