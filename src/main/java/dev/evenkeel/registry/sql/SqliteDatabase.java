package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.JDBC;

/** The embedded registry: one SQLite file in the data directory. */
public final class SqliteDatabase {

    /** One connection writes; the others read beside it, which the write-ahead log allows. */
    static final int CONNECTIONS_MAX = 8;

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

    private SqliteDatabase() {}

    /**
     * Opens the registry in {@code file}, making or upgrading it as needed. Closing it closes the file.
     *
     * @throws RegistryException.Unavailable when the file cannot be opened
     * @throws RegistryException.Unusable when it was written by a newer version
     */
    public static RevisionLog open(Path file) {
        AgroalDataSource dataSource = dataSource(SqliteSettings.url(file));
        try {
            new SqlMigrations(dataSource, SqlMigrations.SQLITE).run(new SqliteCopies(dataSource, file));
            return log(dataSource, file);
        } catch (RegistryException refused) {
            dataSource.close();
            throw refused;
        }
    }

    /** @throws RegistryException.Unusable when acknowledged writes could be lost */
    static RevisionLog log(AgroalDataSource dataSource, Path file) {
        try (Connection connection = dataSource.getConnection()) {
            SqliteSettings.requireDurable(connection);
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable("the registry's database cannot be read", failed);
        }
        return new SqlRevisionLog(new SqliteConnections(dataSource, file));
    }

    /** Keeps a connection open at all times: SQLite folds the log into the file whenever the last one closes. */
    static AgroalDataSource dataSource(String url) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .metricsEnabled(false)
                    .connectionPoolConfiguration(pool -> pool.minSize(1)
                            .initialSize(1)
                            .maxSize(CONNECTIONS_MAX)
                            .acquisitionTimeout(CONNECTION_TIMEOUT)
                            .connectionFactoryConfiguration(factory ->
                                    factory.connectionProviderClass(JDBC.class).jdbcUrl(url))));
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable("no connection pool for the registry's database", failed);
        }
    }
}
