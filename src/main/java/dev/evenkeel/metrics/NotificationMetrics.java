package dev.evenkeel.metrics;

import dev.evenkeel.notify.NotificationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What became of the messages to each receiver. */
public final class NotificationMetrics implements NotificationListener {

    private enum Result {
        success,
        error,
        dropped
    }

    private final Map<String, Map<Result, Counter>> counters = new HashMap<>();

    public NotificationMetrics(MeterRegistry meters, Collection<String> receivers) {
        for (String receiver : receivers) {
            Map<Result, Counter> results = new EnumMap<>(Result.class);
            for (Result result : Result.values()) {
                results.put(
                        result,
                        Counter.builder("evenkeel.notifications")
                                .description("Messages to receivers, by what became of them.")
                                .tag("receiver", receiver)
                                .tag("result", result.name())
                                .register(meters));
            }
            counters.put(receiver, results);
        }
    }

    @Override
    public void delivered(String receiver) {
        count(receiver, Result.success);
    }

    @Override
    public void failed(String receiver) {
        count(receiver, Result.error);
    }

    @Override
    public void dropped(String receiver) {
        count(receiver, Result.dropped);
    }

    private void count(String receiver, Result result) {
        counters.get(receiver).get(result).increment();
    }
}
