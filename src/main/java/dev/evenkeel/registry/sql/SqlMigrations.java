package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import java.util.Arrays;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** Brings the schema of a database to the version that this program speaks, and refuses one that is ahead of it. */
final class SqlMigrations {

    static final String SQLITE = "classpath:db/migration/sqlite";
    static final String POSTGRESQL = "classpath:db/migration/postgresql";

    private final Flyway flyway;

    /** @param locations where the migrations of this kind of database are */
    SqlMigrations(DataSource dataSource, String... locations) {
        flyway = Flyway.configure(SqlMigrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations(locations)
                // Flyway's default is to run happily against a schema from the future.
                .ignoreMigrationPatterns(new String[0])
                .cleanDisabled(true)
                .load();
    }

    /** How one gets back to where one was before an upgrade of the schema: it only goes forward. */
    interface WayBack {

        /** Called before the first change to a database that holds something. */
        void prepare(int from, int to);

        /** For somebody who has a database that is too new for a program that speaks {@code version}: a sentence. */
        String to(int version);
    }

    /**
     * Applies what is missing.
     *
     * @throws RegistryException.Unusable when the schema is newer, or not the one that we once made
     */
    void run(WayBack wayBack) {
        try {
            Versions versions = versions(wayBack);
            if (versions.has() > 0 && versions.has() < versions.speaks()) {
                wayBack.prepare(versions.has(), versions.speaks());
            }
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
    void requireCurrent(WayBack wayBack) {
        try {
            Versions versions = versions(wayBack);
            if (versions.has() < versions.speaks()) {
                throw new RegistryException.Unusable(
                        "the registry is that of an older Evenkeel: start this one on it once, which brings it up to"
                                + " date");
            }
        } catch (FlywayException unreadable) {
            throw new RegistryException.Unusable("the registry's schema cannot be read", unreadable);
        }
    }

    /** Those of the database and of this program; 0 for none. */
    private record Versions(int has, int speaks) {}

    private Versions versions(WayBack wayBack) {
        MigrationInfoService migrations = flyway.info();
        int has = newest(migrations, migration -> migration.getState().isApplied());
        int speaks = newest(migrations, migration -> migration.getState().isResolved());
        if (newest(migrations, SqlMigrations::ofTheFuture) > 0) {
            throw new RegistryException.Unusable("the registry was written by a newer Evenkeel: its schema is of"
                    + " version " + has + ", and this one knows them up to " + speaks + ". Start the newer Evenkeel"
                    + " again, or " + wayBack.to(speaks) + " (docs/operations.md, Downgrade)");
        }
        return new Versions(has, speaks);
    }

    private static boolean ofTheFuture(MigrationInfo migration) {
        MigrationState state = migration.getState();
        return state.isApplied() && !state.isResolved();
    }

    /** The newest version of those; 0 if there is none. */
    private static int newest(MigrationInfoService migrations, Predicate<MigrationInfo> those) {
        return Arrays.stream(migrations.all())
                .filter(those)
                .mapToInt(migration -> Integer.parseInt(migration.getVersion().getVersion()))
                .max()
                .orElse(0);
    }
}
