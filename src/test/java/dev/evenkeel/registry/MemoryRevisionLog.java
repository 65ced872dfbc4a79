package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A revision log that forgets everything in the end, for tests that write more than a disk likes. */
public final class MemoryRevisionLog implements RevisionLog {

    private final Map<ResourceKey, StoredObject> objects = new LinkedHashMap<>();
    private final List<LoggedChange> changes = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long revision = EMPTY;
    private long compacted;
    private boolean silent;

    /** From now on it does not answer, or does again. */
    public synchronized void silent(boolean now) {
        silent = now;
    }

    private void answer() {
        if (silent) {
            throw new RegistryException.Unavailable("silent", new IllegalStateException("told to be"));
        }
    }

    /** A registry that was brought to another place: what is written here is not written there. */
    public synchronized MemoryRevisionLog copy() {
        MemoryRevisionLog copy = new MemoryRevisionLog();
        copy.objects.putAll(objects);
        copy.changes.addAll(changes);
        copy.revision = revision;
        copy.compacted = compacted;
        return copy;
    }

    @Override
    public String registryId() {
        return "0123456789abcdef0123456789abcdef";
    }

    @Override
    public Instant createdAt() {
        return Instant.EPOCH;
    }

    @Override
    public synchronized long revision() {
        answer();
        return revision;
    }

    @Override
    public synchronized long compactedRevision() {
        return compacted;
    }

    @Override
    public synchronized Optional<StoredObject> get(ResourceKey key) {
        answer();
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public synchronized StoredList list(String kind, Optional<String> namespace) {
        answer();
        Stream<StoredObject> items = objects.values().stream()
                .filter(object -> object.key().kind().equals(kind))
                .filter(object -> namespace.isEmpty()
                        || namespace.get().equals(object.key().namespace()))
                .sorted(Comparator.comparing(
                                (StoredObject object) -> object.key().namespace())
                        .thenComparing(object -> object.key().name()));
        return new StoredList(revision, items.toList());
    }

    @Override
    public synchronized long count(String kind) {
        return objects.keySet().stream().filter(key -> key.kind().equals(kind)).count();
    }

    @Override
    public synchronized long create(ResourceKey key, String json) {
        if (objects.containsKey(key)) {
            throw new RegistryException.AlreadyExists(key);
        }
        objects.put(key, new StoredObject(key, ++revision, json));
        return log(key, LoggedChange.Type.ADDED, json, Optional.empty());
    }

    @Override
    public synchronized void createAll(List<NewObject> objects) {
        Set<ResourceKey> fresh = new HashSet<>();
        for (NewObject object : objects) {
            if (get(object.key()).isPresent() || !fresh.add(object.key())) {
                throw new RegistryException.AlreadyExists(object.key());
            }
        }
        objects.forEach(object -> create(object.key(), object.json()));
    }

    @Override
    public synchronized long update(ResourceKey key, long expectedRevision, String json) {
        StoredObject stored = expected(key, expectedRevision);
        objects.put(key, new StoredObject(key, ++revision, json));
        return log(key, LoggedChange.Type.MODIFIED, json, Optional.of(stored));
    }

    @Override
    public synchronized long delete(ResourceKey key, long expectedRevision, String json) {
        StoredObject stored = expected(key, expectedRevision);
        objects.remove(key);
        revision++;
        return log(key, LoggedChange.Type.DELETED, json, Optional.of(stored));
    }

    @Override
    public synchronized List<LoggedChange> since(long seen, int limit) {
        if (seen < compacted) {
            throw new RegistryException.Compacted(seen, compacted);
        }
        return changes.stream()
                .filter(change -> change.revision() > seen)
                .limit(limit)
                .toList();
    }

    @Override
    public void requireHeld() {}

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void onWrite(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized int compact(int keep) {
        compacted = Math.max(compacted, revision - keep);
        int before = changes.size();
        changes.removeIf(change -> change.revision() <= compacted);
        return before - changes.size();
    }

    /** Nothing to close. */
    @Override
    public void close() {}

    private StoredObject expected(ResourceKey key, long expectedRevision) {
        StoredObject stored = get(key).orElseThrow(() -> new RegistryException.NotFound(key));
        if (stored.revision() != expectedRevision) {
            throw new RegistryException.Conflict(key);
        }
        return stored;
    }

    private long log(ResourceKey key, LoggedChange.Type type, String json, Optional<StoredObject> previous) {
        changes.add(new LoggedChange(revision, key, type, json, previous));
        listeners.forEach(Runnable::run);
        return revision;
    }
}
