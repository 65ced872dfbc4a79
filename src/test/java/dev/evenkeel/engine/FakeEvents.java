package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.Unreachable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** The event subscriptions of the {@link FakeEngine}. */
final class FakeEvents {

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private long timeNanos = 1_800_000_000_000_000_000L;

    EventStream subscribe() {
        Subscription subscription = new Subscription();
        subscriptions.add(subscription);
        return subscription;
    }

    void emit(String type, String action, String actorId, Map<String, String> attributes) {
        EngineEvent event = new EngineEvent(type, action, actorId, attributes, ++timeNanos);
        subscriptions.forEach(subscription -> subscription.queue.add(Optional.of(event)));
    }

    void endAll() {
        subscriptions.forEach(Subscription::close);
    }

    private final class Subscription implements EventStream {

        /** Empty stands for the end. */
        private final BlockingQueue<Optional<EngineEvent>> queue = new LinkedBlockingQueue<>();

        @Override
        public EngineEvent next() {
            try {
                Optional<EngineEvent> next = queue.take();
                if (next.isEmpty()) {
                    queue.add(next);
                    throw new Unreachable("the event stream has ended");
                }
                return next.get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Unreachable("interrupted", interrupted);
            }
        }

        @Override
        public void close() {
            subscriptions.remove(this);
            queue.add(Optional.empty());
        }
    }
}
