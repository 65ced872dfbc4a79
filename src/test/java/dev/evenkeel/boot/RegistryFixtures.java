package dev.evenkeel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Databases as programs of earlier versions left them, with a resource of every kind, as text: what SQLite's own
 * command dumped. A new version of the schema gets one more of them.
 */
final class RegistryFixtures {

    static final Path FOLDER = Path.of("src/test/resources/registry");

    private RegistryFixtures() {}

    /** Makes the database of a version of the schema. */
    static void load(int version, Path file) {
        try {
            List<String> lines = Files.readAllLines(FOLDER.resolve("sqlite-v" + version + ".sql"));
            execute(
                    file,
                    lines.stream().filter(line -> !line.startsWith("PRAGMA")).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Statements in lines, the last of each ending with a semicolon. */
    static void execute(Path file, List<String> lines) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            StringBuilder next = new StringBuilder();
            for (String line : lines) {
                next.append(line).append('\n');
                if (line.endsWith(";")) {
                    statement.execute(next.toString());
                    next.setLength(0);
                }
            }
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }
}
