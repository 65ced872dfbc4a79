package dev.evenkeel.backup;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.ResourceKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The runs of this process, and whether somebody has written something about them since they looked last. */
final class RunsAtWork {

    private final Map<ResourceKey, AtomicBoolean> touched = new ConcurrentHashMap<>();

    /** Hears of every change of what is wanted; what reconcilers write into statuses is none. */
    RunsAtWork(Registry registry) {
        registry.onChange(change -> {
            AtomicBoolean run = touched.get(change.key());
            if (run != null && !change.statusOnly()) {
                run.set(true);
            }
        });
    }

    /** {@link #end} has to follow. */
    void begin(ResourceKey key) {
        touched.put(key, new AtomicBoolean());
    }

    /** Whether there is news; asked again, there is none. */
    boolean news(ResourceKey key) {
        AtomicBoolean run = touched.get(key);
        return run != null && run.getAndSet(false);
    }

    void end(ResourceKey key) {
        touched.remove(key);
    }
}
