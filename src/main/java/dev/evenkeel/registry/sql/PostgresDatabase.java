package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The registry on a PostgreSQL server. */
public final class PostgresDatabase {

    /** How many connections read; one more writes. */
    static final int CONNECTIONS_MAX = 8;

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

    /** A connection that was idle for longer is asked first whether it is still one. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(1);

    private static final ExceptionSorter GONE = failure -> {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    };

    private PostgresDatabase() {}

    /**
     * Opens the registry at {@code address}, making or upgrading it as needed.
     *
     * @param name of this process, which no other has: who else wants the registry is told who has it
     * @param since when the process has it, for the same purpose
     * @param overtaken told once, when another process has taken the registry over, and why that is thought
     * @throws RegistryException.Unavailable when the server does not answer
     * @throws RegistryException.Taken when another process has the registry
     * @throws RegistryException.Unusable when it could lose writes, or was written by a newer version
     */
    public static RevisionLog open(
            PostgresAddress address, String name, String since, LongSupplier nanoTime, Consumer<String> overtaken) {
        try {
            PostgresSession session =
                    new PostgresSession(address, new PostgresSession.Holder(name, since), nanoTime, overtaken);
            try {
                new SqlMigrations(forMigrations(address), SqlMigrations.POSTGRESQL).run(new PostgresDumps());
                session.claim();
                return new SqlRevisionLog(new PostgresConnections(session, pool(address)));
            } catch (SQLException | RegistryException refused) {
                session.close();
                throw refused;
            }
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable(
                    "the registry's database at " + address + " does not answer: " + failed.getMessage(), failed);
        }
    }

    private static AgroalDataSource pool(PostgresAddress address) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled(false)
                .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS_MAX)
                        .acquisitionTimeout(CONNECTION_TIMEOUT)
                        .idleValidationTimeout(IDLE_MAX)
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .exceptionSorter(GONE)
                        .connectionFactoryConfiguration(factory -> {
                            Properties defaults = address.defaults();
                            defaults.stringPropertyNames()
                                    .forEach(key -> factory.jdbcProperty(key, defaults.getProperty(key)));
                            return factory.connectionProviderClass(Driver.class)
                                    .jdbcUrl(address.url())
                                    .jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED)
                                    .initialSql(SqlStatements.BOUNDS)
                                    .addSecurityProvider(
                                            secret -> secret instanceof PostgresAddress own ? own.credentials() : null)
                                    .credential(address);
                        })));
    }

    /** Without bounds: a migration may take its time. */
    static DataSource forMigrations(PostgresAddress address) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(address.url());
        Properties credentials = address.credentials();
        if (PGProperty.USER.isPresent(credentials)) {
            dataSource.setUser(PGProperty.USER.getOrDefault(credentials));
        }
        if (PGProperty.PASSWORD.isPresent(credentials)) {
            dataSource.setPassword(PGProperty.PASSWORD.getOrDefault(credentials));
        }
        return dataSource;
    }
}
