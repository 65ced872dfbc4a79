package dev.evenkeel.api;

import dev.evenkeel.registry.WatchListener;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what becomes of watches. */
final class WatchCounts implements WatchListener {

    final AtomicLong open = new AtomicLong();
    final AtomicLong opened = new AtomicLong();
    final AtomicLong sent = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();

    @Override
    public void opened() {
        open.incrementAndGet();
        opened.incrementAndGet();
    }

    @Override
    public void closed() {
        open.decrementAndGet();
    }

    @Override
    public void sent() {
        sent.incrementAndGet();
    }

    @Override
    public void dropped() {
        dropped.incrementAndGet();
    }
}
