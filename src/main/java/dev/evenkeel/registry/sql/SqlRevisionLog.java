package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredList;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.ResourceKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The revision log in a relational database.
 *
 * <p>A write is one transaction under one lock: take the next revision, compare, store, log, commit. What fails before
 * the commit has not happened, and its revision is given out again; a commit that fails is not acknowledged.
 */
final class SqlRevisionLog implements RevisionLog {

    private final SqlConnections connections;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final SqlQueries.Origin birth;

    /** Over a database whose schema is up to date. Closing the log closes {@code connections}. */
    SqlRevisionLog(SqlConnections connections) {
        this.connections = connections;
        this.birth = read(SqlQueries::origin);
        connections.onReturn(() -> listeners.forEach(Runnable::run));
    }

    /** For those in this room who have more to ask. */
    SqlConnections connections() {
        return connections;
    }

    @Override
    public String registryId() {
        return birth.registryId();
    }

    @Override
    public Instant createdAt() {
        return birth.createdAt();
    }

    @Override
    public long revision() {
        return read(connection -> SqlQueries.origin(connection).revision());
    }

    @Override
    public long compactedRevision() {
        return read(connection -> SqlQueries.origin(connection).compactedRevision());
    }

    @Override
    public Optional<StoredObject> get(ResourceKey key) {
        return read(connection -> SqlQueries.object(connection, key));
    }

    @Override
    public StoredList list(String kind, Optional<String> namespace) {
        return read(connection -> SqlQueries.objects(connection, kind, namespace));
    }

    @Override
    public long count(String kind) {
        return read(connection -> SqlQueries.count(connection, kind));
    }

    @Override
    public List<LoggedChange> since(long revision, int limit) {
        return read(connection -> SqlQueries.changes(connection, revision, limit));
    }

    @Override
    public void requireHeld() {
        try {
            connections.requireHeld();
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable("the registry's database does not answer", failed);
        }
    }

    @Override
    public long bytes() {
        try {
            return connections.bytes();
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable("the registry's database cannot be read", failed);
        }
    }

    @Override
    public void onWrite(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public long create(ResourceKey key, String json) {
        return write(transaction -> {
            StoredObject object = new StoredObject(key, transaction.nextRevision(), json);
            if (transaction.find(key).isPresent()) {
                throw new RegistryException.AlreadyExists(key);
            }
            transaction.insert(object);
            return object.revision();
        });
    }

    @Override
    public void createAll(List<NewObject> objects) {
        write(transaction -> {
            for (NewObject fresh : objects) {
                if (transaction.find(fresh.key()).isPresent()) {
                    throw new RegistryException.AlreadyExists(fresh.key());
                }
                transaction.insert(new StoredObject(fresh.key(), transaction.nextRevision(), fresh.json()));
            }
            return objects.size();
        });
    }

    @Override
    public long update(ResourceKey key, long expectedRevision, String json) {
        return write(transaction -> {
            StoredObject object = new StoredObject(key, transaction.nextRevision(), json);
            transaction.replace(expected(transaction, key, expectedRevision), object);
            return object.revision();
        });
    }

    @Override
    public long delete(ResourceKey key, long expectedRevision, String json) {
        return write(transaction -> {
            StoredObject last = new StoredObject(key, transaction.nextRevision(), json);
            transaction.remove(expected(transaction, key, expectedRevision), last);
            return last.revision();
        });
    }

    @Override
    public int compact(int keep) {
        return write(transaction -> transaction.compact(keep));
    }

    @Override
    public void close() {
        connections.close();
    }

    private static StoredObject expected(SqlTransaction transaction, ResourceKey key, long revision)
            throws SQLException {
        StoredObject stored = transaction.find(key).orElseThrow(() -> new RegistryException.NotFound(key));
        if (stored.revision() != revision) {
            throw new RegistryException.Conflict(key);
        }
        return stored;
    }

    private <T> T read(SqlConnections.Query<T> query) {
        try {
            return connections.read(query);
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable("the registry's database cannot be read", failed);
        }
    }

    /** Listeners are told of failures, too: whether a commit that failed took place is unknown. */
    private <T> T write(SqlConnections.Write<T> write) {
        try {
            return connections.write(write);
        } catch (SQLException failed) {
            throw new RegistryException.Unavailable("the registry's database did not take the write", failed);
        } finally {
            listeners.forEach(Runnable::run);
        }
    }
}
