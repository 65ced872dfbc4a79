package dev.evenkeel.registry.sql;

import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;

/** What an Evenkeel of a version to come does to a database: the same as this one, with one migration more. */
public final class FutureSchema {

    private FutureSchema() {}

    /** Upgrades it, with a way back. */
    public static void upgrade(Path file) {
        try (AgroalDataSource dataSource = SqliteDatabase.dataSource(SqliteSettings.url(file))) {
            new SqlMigrations(dataSource, SqlMigrations.SQLITE, "classpath:db/future")
                    .run(new SqliteCopies(dataSource, file));
        }
    }
}
