package dev.evenkeel.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many watches somebody may have open: each holds a connection and memory for as long as it likes. */
public final class WatchQuota {

    private final int max;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    public WatchQuota(int max) {
        this.max = max;
    }

    /** Takes one; empty when he has as many as he may. To be closed when the watch ends, and no harm if twice. */
    public Optional<Lease> acquire(Caller caller) {
        boolean[] granted = new boolean[1];
        open.compute(caller.user(), (user, count) -> {
            int before = count == null ? 0 : count;
            granted[0] = before < max;
            return granted[0] ? before + 1 : before;
        });
        return granted[0] ? Optional.of(new Lease(caller.user())) : Optional.empty();
    }

    /** One open watch. */
    public final class Lease implements AutoCloseable {

        private final String user;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(String user) {
            this.user = user;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                open.computeIfPresent(user, (key, count) -> count == 1 ? null : count - 1);
            }
        }
    }
}
