package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the schema of a database to the version that this program speaks, and refuses one that is ahead of it. */
final class SqlMigrations {

    private final Flyway flyway;

    SqlMigrations(DataSource dataSource) {
        flyway = Flyway.configure(SqlMigrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration/sqlite")
                // Flyway's default is to run happily against a schema from the future.
                .ignoreMigrationPatterns(new String[0])
                .cleanDisabled(true)
                .load();
    }

    /**
     * Applies what is missing.
     *
     * @throws RegistryException.Unusable when the schema is newer, or not the one that we once made
     */
    void run() {
        try {
            refuseFutureSchema();
            flyway.migrate();
        } catch (FlywayException refused) {
            throw new RegistryException.Unusable("the registry's schema cannot be brought up to date", refused);
        }
    }

    /**
     * Changes nothing.
     *
     * @throws RegistryException.Unusable when the schema is not that of this program
     */
    void requireCurrent() {
        try {
            refuseFutureSchema();
            if (flyway.info().pending().length > 0) {
                throw new RegistryException.Unusable(
                        "the registry is that of an older Evenkeel: start this one on it once, which brings it up to"
                                + " date");
            }
        } catch (FlywayException unreadable) {
            throw new RegistryException.Unusable("the registry's schema cannot be read", unreadable);
        }
    }

    private void refuseFutureSchema() {
        String unknown = Arrays.stream(flyway.info().applied())
                .filter(migration -> !migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new RegistryException.Unusable("the registry was written by a newer Evenkeel (schema version "
                    + unknown + "): start that version, or restore a copy of the database made before the upgrade");
        }
    }
}
