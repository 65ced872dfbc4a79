package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Copies of the database as it was before upgrades of its schema, beside it: {@code registry.db.before-v2}. */
final class SqliteCopies implements SqlMigrations.WayBack {

    /** How many are kept; older ones go. */
    static final int COPIES_MAX = 3;

    private static final Logger LOG = Logger.getLogger(SqliteCopies.class);
    private static final String MARK = ".before-v";

    private final DataSource dataSource;
    private final Path file;

    SqliteCopies(DataSource dataSource, Path file) {
        this.dataSource = dataSource;
        this.file = file.toAbsolutePath();
    }

    /**
     * Makes a copy, whole and on disk, under its name only then.
     *
     * @throws RegistryException.Unusable when there is no room for it: then nothing has been changed
     */
    @Override
    public void prepare(int from, int to) {
        Path copy = file.resolveSibling(file.getFileName() + MARK + to);
        Path draft = file.resolveSibling(copy.getFileName() + ".tmp");
        try {
            Files.deleteIfExists(draft);
            copyInto(draft);
            try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(file.getParent())) {
                folder.force(true);
            }
            LOG.infof("registry is upgraded schema-from=%d schema-to=%d copy=%s", from, to, copy);
            for (Path old : copies().stream().skip(COPIES_MAX).toList()) {
                Files.delete(old);
            }
        } catch (IOException | SQLException failed) {
            throw new RegistryException.Unusable(
                    "the registry is not upgraded from schema version " + from + " to " + to
                            + ", because no copy of it can be made first: " + failed.getMessage()
                            + ". Make room for " + copy + ", and start again",
                    failed);
        }
    }

    @Override
    public String to(int version) {
        Optional<Path> copy = copies().stream()
                .filter(one -> version(one) > version)
                .min(Comparator.comparingInt(SqliteCopies::version));
        return copy.map(found -> "go back to the copy that it made before its upgrade, " + found)
                .orElse("restore a backup of " + file + " from before its upgrade");
    }

    private void copyInto(Path draft) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SqlStatements.COPY_SQLITE)) {
            statement.setString(1, draft.toString());
            statement.execute();
        }
    }

    /** Newest first. */
    private List<Path> copies() {
        try (Stream<Path> siblings = Files.list(file.getParent())) {
            return siblings.filter(sibling -> version(sibling) > 0)
                    .sorted(Comparator.comparingInt(SqliteCopies::version).reversed())
                    .toList();
        } catch (IOException unreadable) {
            LOG.warnf("copies of the registry cannot be listed cause=\"%s\"", unreadable.getMessage());
            return List.of();
        }
    }

    /** Before which version a copy was made; 0 for anything else. */
    private static int version(Path path) {
        Matcher name = Pattern.compile(".*" + Pattern.quote(MARK) + "([0-9]{1,6})")
                .matcher(path.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }
}
