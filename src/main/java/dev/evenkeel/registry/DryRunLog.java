package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A revision log that checks writes as the real one would, and leaves it at that. */
final class DryRunLog implements RevisionLog {

    /** The revision of an object that only would have been created. */
    static final long NEVER_STORED = 0;

    private final RevisionLog log;

    DryRunLog(RevisionLog log) {
        this.log = log;
    }

    @Override
    public String registryId() {
        return log.registryId();
    }

    @Override
    public Instant createdAt() {
        return log.createdAt();
    }

    @Override
    public long revision() {
        return log.revision();
    }

    @Override
    public long compactedRevision() {
        return log.compactedRevision();
    }

    @Override
    public Optional<StoredObject> get(ResourceKey key) {
        return log.get(key);
    }

    @Override
    public StoredList list(String kind, Optional<String> namespace) {
        return log.list(kind, namespace);
    }

    @Override
    public long count(String kind) {
        return log.count(kind);
    }

    @Override
    public long create(ResourceKey key, String json) {
        if (log.get(key).isPresent()) {
            throw new RegistryException.AlreadyExists(key);
        }
        return NEVER_STORED;
    }

    @Override
    public void createAll(List<NewObject> objects) {
        objects.forEach(object -> create(object.key(), object.json()));
    }

    @Override
    public long update(ResourceKey key, long expectedRevision, String json) {
        return expected(key, expectedRevision);
    }

    @Override
    public long delete(ResourceKey key, long expectedRevision, String json) {
        return expected(key, expectedRevision);
    }

    @Override
    public List<LoggedChange> since(long revision, int limit) {
        return log.since(revision, limit);
    }

    @Override
    public void requireHeld() {
        log.requireHeld();
    }

    @Override
    public long bytes() {
        return log.bytes();
    }

    /** Never: nothing is written. */
    @Override
    public void onWrite(Runnable listener) {}

    @Override
    public int compact(int keep) {
        return 0;
    }

    /** Nothing of its own to close. */
    @Override
    public void close() {}

    private long expected(ResourceKey key, long expectedRevision) {
        StoredObject stored = log.get(key).orElseThrow(() -> new RegistryException.NotFound(key));
        if (stored.revision() != expectedRevision) {
            throw new RegistryException.Conflict(key);
        }
        return expectedRevision;
    }
}
