package dev.evenkeel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All events that are known, in the registry's log beside the resources, as JSON: what others record there is not ours
 * to understand. They go when they are too old or too many.
 */
public final class Events {

    public static final String KIND = "Event";

    /** In one namespace. Beyond it the oldest go. */
    public static final int EVENTS_MAX = 1000;

    /** So many new ones may come on top until the oldest go. */
    static final int SLACK = 50;

    private static final int ATTEMPTS_MAX = 3;

    private final RevisionLog log;
    private final JsonMapper mapper;
    private final Clock clock;
    private final Supplier<String> uids;
    private final Duration life;
    private final AtomicInteger added = new AtomicInteger();

    /** @param life how long an event is kept after it happened last */
    public Events(RevisionLog log, ResourceCodec codec, Clock clock, Supplier<String> uids, Duration life) {
        this.log = log;
        this.mapper = codec.mapper();
        this.clock = clock;
        this.uids = uids;
        this.life = life;
    }

    /** @param last when it happened last */
    private record Known(StoredObject stored, Instant last) {}

    /** Tells {@code happening}, or that it happened again. */
    void record(Happening happening) {
        ResourceKey key = EventForm.key(happening);
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<StoredObject> stored = log.get(key);
                if (stored.isPresent()) {
                    ObjectNode again = EventForm.again(tree(stored.get()), happening, clock.instant());
                    log.update(key, stored.get().revision(), again.toString());
                } else {
                    add(key, EventForm.first(happening, uids.get(), log.registryId(), clock.instant()));
                }
                return;
            } catch (RegistryException.NotFound | RegistryException.Conflict | RegistryException.AlreadyExists raced) {
                if (attempt == ATTEMPTS_MAX) {
                    throw raced;
                }
            }
        }
    }

    /**
     * Stores an event that somebody else recorded.
     *
     * @return as it was stored, with an identity and the revision it got
     * @throws RegistryException.AlreadyExists when the name is taken
     */
    public ObjectNode create(ResourceKey key, ObjectNode event) {
        ObjectNode metadata = event.withObject("/metadata");
        metadata.put("uid", uids.get()).put("creationTimestamp", EventForm.text(clock.instant()));
        long revision = add(key, event);
        metadata.put("resourceVersion", Long.toString(revision));
        return event;
    }

    /** Lets go what is too old and, in each namespace, the oldest of what is too many. */
    public void expire() {
        Instant oldest = clock.instant().minus(life);
        Map<String, List<Known>> known = log.list(KIND, Optional.empty()).items().stream()
                .map(stored -> new Known(stored, EventForm.last(tree(stored))))
                .sorted(Comparator.comparing(Known::last).reversed())
                .collect(Collectors.groupingBy(event -> event.stored().key().namespace()));
        known.values().forEach(events -> {
            for (int i = 0; i < events.size(); i++) {
                if (i >= EVENTS_MAX || events.get(i).last().isBefore(oldest)) {
                    remove(events.get(i).stored());
                }
            }
        });
    }

    private long add(ResourceKey key, ObjectNode event) {
        long revision = log.create(key, event.toString());
        if (added.incrementAndGet() % SLACK == 0) {
            expire();
        }
        return revision;
    }

    private void remove(StoredObject stored) {
        try {
            log.delete(stored.key(), stored.revision(), stored.json());
        } catch (RegistryException.NotFound | RegistryException.Conflict raced) {
            return;
        }
    }

    private ObjectNode tree(StoredObject stored) {
        try {
            return (ObjectNode) mapper.readTree(stored.json());
        } catch (JsonProcessingException corrupt) {
            throw new RegistryException.Unavailable(stored.key() + " cannot be read back from the registry", corrupt);
        }
    }
}
