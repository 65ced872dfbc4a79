package dev.evenkeel.metrics;

import dev.evenkeel.event.EventListener;
import dev.evenkeel.resource.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** What became of the things there were to tell. */
@Singleton
public final class EventMetrics implements EventListener {

    private static final Map<Loss, String> CAUSES = Map.of(
            Loss.QueueFull, "queue_full", Loss.TooMany, "too_many", Loss.RegistryUnavailable, "registry_unavailable");

    private final Map<EventType, Counter> recorded = new EnumMap<>(EventType.class);
    private final Map<Loss, Counter> lost = new EnumMap<>(Loss.class);

    public EventMetrics(MeterRegistry meters) {
        for (EventType type : EventType.values()) {
            recorded.put(
                    type,
                    Counter.builder("evenkeel.events.recorded")
                            .description("Events told, repetitions included.")
                            .tag("type", type.name())
                            .register(meters));
        }
        CAUSES.forEach((loss, cause) -> lost.put(
                loss,
                Counter.builder("evenkeel.events.dropped")
                        .description("Events not told.")
                        .tag("cause", cause)
                        .register(meters)));
    }

    @Override
    public void recorded(EventType type) {
        recorded.get(type).increment();
    }

    @Override
    public void lost(Loss loss) {
        lost.get(loss).increment();
    }
}
