package dev.evenkeel.registry;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * What changed of late, in memory, for any number of followers.
 *
 * <p>One reader copies the log as it grows, so order and completeness are the log's own, whoever comes back first from
 * a write. Nobody waits for anybody: a writer only rings, and a follower takes what it has not seen at its own pace.
 * One that is too slow finds that what it needs has gone from here.
 */
public final class ChangeFeed {

    /** How many changes are kept in memory. */
    public static final int CHANGES_MAX = 4096;

    /** How large they may be together, in characters; the newest is kept whatever its size. */
    static final long CHARACTERS_MAX = 16L << 20;

    /** How many changes are read from the log, or handed to a follower, at a time. */
    private static final int PAGE_MAX = 500;

    private final RevisionLog log;
    private final Executor reader;
    private final int changesMax;
    private final AtomicBoolean rung = new AtomicBoolean();
    private final Map<String, Set<Runnable>> followers = new ConcurrentHashMap<>();

    private final ArrayDeque<LoggedChange> recent = new ArrayDeque<>();
    /** Of each kind the newest change that was here and went. */
    private final Map<String, Long> forgotten = new HashMap<>();

    private long characters;
    private long origin;
    private long newest;

    /**
     * @param reader runs one task after the other, on a thread that may wait for the database
     * @param changesMax how many changes are kept in memory
     */
    public ChangeFeed(RevisionLog log, Executor reader, int changesMax) {
        this.log = log;
        this.reader = reader;
        this.changesMax = changesMax;
        log.onWrite(this::ring);
        origin = log.revision();
        newest = origin;
    }

    /** Runs {@code follower} whenever there is something new of a kind; it must not block. */
    public void follow(String kind, Runnable follower) {
        followers.computeIfAbsent(kind, any -> ConcurrentHashMap.newKeySet()).add(follower);
    }

    public void unfollow(String kind, Runnable follower) {
        followers.getOrDefault(kind, Set.of()).remove(follower);
    }

    /** The revision up to which this feed has seen everything. */
    public synchronized long revision() {
        return newest;
    }

    /** Whether all changes of a kind after {@code revision} are still here. */
    public synchronized boolean covers(String kind, long revision) {
        return revision >= origin && revision >= forgotten.getOrDefault(kind, 0L);
    }

    /** The first of the changes of a kind after {@code revision}; empty when some of them are not here any more. */
    public synchronized Optional<List<LoggedChange>> after(String kind, long revision) {
        return covers(kind, revision)
                ? Optional.of(recent.stream()
                        .skip(
                                recent.isEmpty()
                                        ? 0
                                        : Math.max(
                                                0,
                                                revision + 1 - recent.getFirst().revision()))
                        .filter(change -> change.key().kind().equals(kind))
                        .limit(PAGE_MAX)
                        .toList())
                : Optional.empty();
    }

    /**
     * The same from the log, which reaches further back, and of all kinds. Waits for the database.
     *
     * @throws RegistryException.Compacted when the log does not reach back that far
     */
    public List<LoggedChange> fromLog(long revision) {
        return log.since(revision, PAGE_MAX);
    }

    private void ring() {
        if (rung.compareAndSet(false, true)) {
            reader.execute(this::read);
        }
    }

    private void read() {
        rung.set(false);
        try {
            for (List<LoggedChange> page = fromLog(newest); !page.isEmpty(); page = fromLog(newest)) {
                page.forEach(this::remember);
                wake(page.stream().map(change -> change.key().kind()).collect(Collectors.toSet()));
            }
        } catch (RegistryException.Compacted overtaken) {
            startAnew(log.revision());
            wake(followers.keySet());
        } catch (RegistryException.Unavailable silent) {
            // Whoever could not read could not write either, and the next write rings again.
            rung.set(false);
        }
    }

    private void wake(Set<String> kinds) {
        kinds.forEach(kind -> followers.getOrDefault(kind, Set.of()).forEach(Runnable::run));
    }

    private synchronized void remember(LoggedChange change) {
        recent.addLast(change);
        characters += characters(change);
        newest = change.revision();
        while (recent.size() > changesMax || characters > CHARACTERS_MAX && recent.size() > 1) {
            LoggedChange oldest = recent.removeFirst();
            characters -= characters(oldest);
            forgotten.put(oldest.key().kind(), oldest.revision());
        }
    }

    private synchronized void startAnew(long revision) {
        recent.clear();
        characters = 0;
        origin = revision;
        newest = revision;
    }

    private static long characters(LoggedChange change) {
        return change.json().length()
                + change.previous().map(object -> object.json().length()).orElse(0);
    }
}
