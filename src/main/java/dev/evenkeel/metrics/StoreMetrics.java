package dev.evenkeel.metrics;

import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.StoreUsage;
import dev.evenkeel.store.StoreListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Whether stores answer, and how much is in them. */
public final class StoreMetrics implements StoreListener {

    private final MultiGauge up;
    private final MultiGauge free;
    private final MultiGauge archives;
    private final MultiGauge bytes;
    private final Map<String, Seen> stores = new TreeMap<>();

    /** What is known of a store; numbers are those of when it last answered. */
    private record Seen(boolean up, long freeBytes, StoreUsage usage) {}

    public StoreMetrics(MeterRegistry meters) {
        up = gauge(meters, "evenkeel.backup.store.up", "1 if the store answered when it was last asked.");
        free = gauge(meters, "evenkeel.backup.store.free.bytes", "Bytes that can still be stored.");
        archives = gauge(meters, "evenkeel.backup.store.archives", "Archives in the store.");
        bytes = gauge(meters, "evenkeel.backup.store.bytes", "Bytes that the archives take.");
    }

    @Override
    public synchronized void answered(String store, long freeBytes, StoreUsage usage) {
        stores.put(store, new Seen(true, freeBytes, usage));
        show();
    }

    @Override
    public synchronized void absent(String store) {
        Seen before = stores.getOrDefault(store, new Seen(false, ArchiveStore.UNLIMITED, new StoreUsage(0, 0)));
        stores.put(store, new Seen(false, before.freeBytes(), before.usage()));
        show();
    }

    @Override
    public synchronized void removed(String store) {
        stores.remove(store);
        show();
    }

    private void show() {
        show(up, seen -> true, seen -> seen.up() ? 1 : 0);
        show(free, seen -> seen.freeBytes() != ArchiveStore.UNLIMITED, Seen::freeBytes);
        show(archives, seen -> true, seen -> seen.usage().archives());
        show(bytes, seen -> true, seen -> seen.usage().bytes());
    }

    private void show(MultiGauge gauge, Predicate<Seen> known, ToDoubleFunction<Seen> value) {
        List<MultiGauge.Row<?>> rows = stores.entrySet().stream()
                .filter(entry -> known.test(entry.getValue()))
                .<MultiGauge.Row<?>>map(entry ->
                        MultiGauge.Row.of(Tags.of("store", entry.getKey()), value.applyAsDouble(entry.getValue())))
                .toList();
        gauge.register(rows, true);
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }
}
