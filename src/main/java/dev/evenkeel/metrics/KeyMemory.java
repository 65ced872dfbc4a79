package dev.evenkeel.metrics;

import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.volume.VolumeKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the work queue does not carry, because it carries keys and nothing else: what woke a key, since when it is
 * worked on, and when it was compared with its engine last. It lies beside the queue, for metrics only, and nobody acts
 * on it. Thread-safe.
 */
public final class KeyMemory {

    /** What woke a key; of several things before its turn the first. */
    public enum Source {
        /** An event of the engine. */
        event,
        /** A look at the whole engine. */
        resync,
        /** Somebody wrote to the registry. */
        api,
        /** Its own turn before, which failed or asked for another. */
        retry
    }

    /** @param happened when, by the engine's clock; only events tell */
    private record Wake(Source source, Optional<Instant> happened) {}

    private record Turn(Instant since, Wake wake) {}

    private static final Set<String> COMPARED = Set.of(NetworkKind.INSTANCE.kind(), VolumeKind.INSTANCE.kind());

    private static final Wake BY_ITSELF = new Wake(Source.retry, Optional.empty());

    private final Clock clock;
    private final Instant start;
    private final Map<ResourceKey, Wake> wakes = new ConcurrentHashMap<>();
    private final Map<ResourceKey, Turn> turns = new ConcurrentHashMap<>();
    private final Map<ResourceKey, Instant> compared = new ConcurrentHashMap<>();
    private final Map<String, Instant> resyncs = new ConcurrentHashMap<>();

    public KeyMemory(Clock clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    /** To be told before the key is put into its queue. */
    public void woken(ResourceKey key, Source source) {
        wakes.putIfAbsent(key, new Wake(source, Optional.empty()));
    }

    /** Likewise, by something that happened on the engine. */
    public void woken(ResourceKey key, Instant happened) {
        wakes.putIfAbsent(key, new Wake(Source.event, Optional.of(happened)));
    }

    void taken(ResourceKey key) {
        Wake wake = Optional.ofNullable(wakes.remove(key)).orElse(BY_ITSELF);
        turns.put(key, new Turn(clock.instant(), wake));
    }

    void finished(ResourceKey key) {
        turns.remove(key);
    }

    /** The engine was looked at for this key, and what was found is known. Other kinds are compared with nothing. */
    void compared(ResourceKey key) {
        if (COMPARED.contains(key.kind())) {
            compared.put(key, clock.instant());
        }
    }

    /** Everything on an engine was compared, with a look that began {@code took} ago. */
    void comparedAll(String engine, Duration took) {
        resyncs.put(engine, clock.instant().minus(took));
    }

    /** What woke the key whose turn it is. */
    Source sourceOf(ResourceKey key) {
        return turn(key).source();
    }

    /** How long ago it happened on the engine what woke the key whose turn it is; empty if nobody knows. */
    Optional<Duration> sinceItHappened(ResourceKey key) {
        return turn(key).happened().map(when -> Duration.between(when, clock.instant()));
    }

    private Wake turn(ResourceKey key) {
        return Optional.ofNullable(turns.get(key)).map(Turn::wake).orElse(BY_ITSELF);
    }

    boolean workedOn(ResourceKey key) {
        return turns.containsKey(key);
    }

    /** Keys that are worked on, and since when. */
    Map<ResourceKey, Instant> turns() {
        Map<ResourceKey, Instant> since = new ConcurrentHashMap<>();
        turns.forEach((key, turn) -> since.put(key, turn.since()));
        return Map.copyOf(since);
    }

    /** When this process began. */
    Instant start() {
        return start;
    }

    /**
     * When an object was compared with its engine last. One that is new counts from when it was made; the epoch stands
     * for one that this process has never compared.
     */
    Instant lastCompared(SeenObject object) {
        Instant last = object.created().isBefore(start) ? Instant.EPOCH : object.created();
        last = later(last, compared.getOrDefault(object.key(), Instant.EPOCH));
        return later(last, resyncs.getOrDefault(object.key().namespace(), Instant.EPOCH));
    }

    /** Forgets when others than {@code present} were compared: they are gone. */
    void keepOnly(String kind, Collection<ResourceKey> present) {
        compared.keySet().removeIf(key -> key.kind().equals(kind) && !present.contains(key));
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }
}
