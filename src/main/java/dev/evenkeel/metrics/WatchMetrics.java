package dev.evenkeel.metrics;

import dev.evenkeel.registry.WatchListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** Who watches, and whether they keep up. */
public final class WatchMetrics implements WatchListener {

    private final AtomicLong open = new AtomicLong();
    private final Counter events;
    private final Counter dropped;

    public WatchMetrics(MeterRegistry meters) {
        Gauge.builder("evenkeel.watches", open, AtomicLong::get)
                .description("Watches that are open.")
                .register(meters);
        events = Counter.builder("evenkeel.watch.events")
                .description("Events and bookmarks sent to watches.")
                .register(meters);
        dropped = Counter.builder("evenkeel.watches.dropped")
                .description("Watches that were ended because the client did not keep up.")
                .register(meters);
    }

    @Override
    public void opened() {
        open.incrementAndGet();
    }

    @Override
    public void closed() {
        open.decrementAndGet();
    }

    @Override
    public void sent() {
        events.increment();
    }

    @Override
    public void dropped() {
        dropped.increment();
    }
}
