package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.StoredList;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.registry.StoredResources;
import dev.evenkeel.resource.ResourceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is read from the database, as records of the registry. */
final class SqlQueries {

    private SqlQueries() {}

    /** The one row that the registry has about itself. */
    record Origin(String registryId, Instant createdAt, long revision, long compactedRevision) {}

    static Origin origin(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SqlStatements.REGISTRY);
                ResultSet row = statement.executeQuery()) {
            requireRow(row);
            return new Origin(
                    row.getString("registry_id"),
                    Instant.parse(row.getString("created_at")),
                    row.getLong("revision"),
                    row.getLong("compacted_revision"));
        }
    }

    static Optional<StoredObject> object(Connection connection, ResourceKey key) throws SQLException {
        if (unheardOf(key.namespace()) || unheardOf(key.name())) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(SqlStatements.OBJECT)) {
            statement.setString(1, key.kind());
            statement.setString(2, key.namespace());
            statement.setString(3, key.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new StoredObject(key, row.getLong("revision"), row.getString("json")))
                        : Optional.empty();
            }
        }
    }

    static long count(Connection connection, String kind) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SqlStatements.COUNT)) {
            statement.setString(1, kind);
            try (ResultSet row = statement.executeQuery()) {
                requireRow(row);
                return row.getLong(1);
            }
        }
    }

    static StoredList objects(Connection connection, String kind, Optional<String> namespace) throws SQLException {
        String sql = namespace.isPresent() ? SqlStatements.OBJECTS_OF_NAMESPACE : SqlStatements.OBJECTS;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, kind);
            if (namespace.isPresent()) {
                statement.setString(2, namespace.get());
            }
            try (ResultSet row = statement.executeQuery()) {
                requireRow(row);
                long newest = row.getLong("newest");
                List<StoredObject> items = new ArrayList<>();
                for (boolean more = joined(row); more; more = row.next()) {
                    ResourceKey key = new ResourceKey(kind, row.getString("namespace"), row.getString("name"));
                    items.add(new StoredObject(key, row.getLong("revision"), row.getString("json")));
                }
                return new StoredList(newest, items);
            }
        }
    }

    /** Everything of these kinds; as of one revision, if {@code connection} is in a transaction that sees one. */
    static StoredResources resources(Connection connection, List<String> kinds, ResourceCodec codec)
            throws SQLException {
        List<StoredObject> objects = new ArrayList<>();
        for (String kind : kinds) {
            objects.addAll(objects(connection, kind, Optional.empty()).items());
        }
        return new StoredResources(origin(connection).registryId(), objects, codec);
    }

    static List<LoggedChange> changes(Connection connection, long after, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SqlStatements.CHANGES)) {
            statement.setLong(1, after);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                requireRow(row);
                long compacted = row.getLong("compacted_revision");
                if (after < compacted) {
                    throw new RegistryException.Compacted(after, compacted);
                }
                List<LoggedChange> changes = new ArrayList<>();
                for (boolean more = joined(row); more; more = row.next()) {
                    changes.add(change(row));
                }
                return List.copyOf(changes);
            }
        }
    }

    private static LoggedChange change(ResultSet row) throws SQLException {
        ResourceKey key = new ResourceKey(row.getString("kind"), row.getString("namespace"), row.getString("name"));
        long previousRevision = row.getLong("previous_revision");
        Optional<StoredObject> previous = Optional.ofNullable(row.getString("previous_json"))
                .map(json -> new StoredObject(key, previousRevision, json));
        return new LoggedChange(
                row.getLong("revision"),
                key,
                LoggedChange.Type.valueOf(row.getString("type")),
                row.getString("json"),
                previous);
    }

    /** PostgreSQL knows no text with this character, and does not even want to be asked; no name has it. */
    private static boolean unheardOf(String name) {
        return name.indexOf('\0') >= 0;
    }

    /** False when the registry's row found nothing to join with: then it stands alone, and there is nothing to list. */
    private static boolean joined(ResultSet row) throws SQLException {
        return row.getString("name") != null;
    }

    private static void requireRow(ResultSet row) throws SQLException {
        if (!row.next()) {
            throw new SQLException("the registry's own row is missing");
        }
    }
}
