package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port to the database: an append-only log of revisions, in kine's manner, with the newest state of each key.
 *
 * <p>Revisions are given out without gaps, in commit order, and never again. When a method returns, its write is
 * durable. All methods are thread-safe and throw {@link RegistryException.Unavailable} when the database does not
 * answer.
 */
public interface RevisionLog extends AutoCloseable {

    /** The creation of the registry is its first revision: to clients, revision 0 means any. */
    long EMPTY = 1;

    /** A random id given to the registry at its creation; the value of the managed-by label on engines. */
    String registryId();

    /** When the registry was created. */
    Instant createdAt();

    /** The newest revision; {@link #EMPTY} for a registry that was never written. */
    long revision();

    /** The oldest revision from which {@link #since} can still be answered. */
    long compactedRevision();

    Optional<StoredObject> get(ResourceKey key);

    /**
     * All objects of a kind as of one revision, sorted by namespace and name.
     *
     * @param namespace all namespaces when empty
     */
    StoredList list(String kind, Optional<String> namespace);

    /** How many objects of a kind there are. */
    long count(String kind);

    /**
     * Stores a new object.
     *
     * @return the revision it got
     * @throws RegistryException.AlreadyExists when the key is taken
     */
    long create(ResourceKey key, String json);

    /**
     * Stores new objects, all of them or none.
     *
     * @throws RegistryException.AlreadyExists when a key is taken
     */
    void createAll(List<NewObject> objects);

    /** An object that is to be stored. */
    record NewObject(ResourceKey key, String json) {}

    /**
     * Replaces the object that was stored at {@code expectedRevision}.
     *
     * @throws RegistryException.NotFound when there is none
     * @throws RegistryException.Conflict when it has another revision by now
     */
    long update(ResourceKey key, long expectedRevision, String json);

    /**
     * Removes the object that was stored at {@code expectedRevision}, whose last state was {@code json}.
     *
     * @throws RegistryException.NotFound when there is none
     * @throws RegistryException.Conflict when it has another revision by now
     */
    long delete(ResourceKey key, long expectedRevision, String json);

    /**
     * What happened after {@code revision}, oldest first, at most {@code limit} changes.
     *
     * @throws RegistryException.Compacted when {@code revision} is older than {@link #compactedRevision}
     */
    List<LoggedChange> since(long revision, int limit);

    /**
     * Makes sure that nobody else has taken the registry over. Whoever is about to change what cannot be undone, beyond
     * the registry, asks this first; reads and writes ask it themselves.
     *
     * @throws RegistryException.Taken when somebody has
     */
    void requireHeld();

    /** How many bytes the registry takes on disk. */
    long bytes();

    /**
     * Runs {@code listener} after each write, on the thread that made it and while others may be writing already. It
     * is told no more than that there may be something new in {@link #since}, and must not block.
     */
    void onWrite(Runnable listener);

    /**
     * Forgets all but the newest {@code keep} changes. Objects stay; only their history goes.
     *
     * @return how many were dropped
     */
    int compact(int keep);

    @Override
    void close();
}
