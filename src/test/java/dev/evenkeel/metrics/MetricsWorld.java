package dev.evenkeel.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.registry.MemoryRevisionLog;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import io.prometheus.client.Collector;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A registry to scrape, and a clock that goes when it is told to. */
final class MetricsWorld extends Clock {

    static final String ENGINE = "default";
    static final Instant START = Instant.parse("2026-11-20T02:00:00Z");

    final MemoryRevisionLog log = new MemoryRevisionLog();
    final Registry registry =
            new Registry(log, Golden.CODEC, this, () -> UUID.randomUUID().toString());

    private Instant now = START;

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Stores a resource with the status that it has in YAML. */
    <S, T> void store(ResourceKind<S, T> kind, String yaml) {
        registry.adopt(List.of(read(kind, yaml)));
    }

    static <S, T> Resource<S, T> read(ResourceKind<S, T> kind, String yaml) {
        try {
            Resource<S, T> resource = Golden.CODEC.resource(kind, Golden.parse(yaml));
            return resource.with(
                    resource.metadata().born(UUID.randomUUID().toString(), START.minusSeconds(60), List.of()));
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What a scrape shows of one family: values by labels, in the order of their names. */
    static Map<String, Double> scrape(Collector collector, String family) {
        Map<String, Double> series = new TreeMap<>();
        collector.collect().stream()
                .filter(samples -> samples.name.equals(family))
                .flatMap(samples -> samples.samples.stream())
                .forEach(sample -> series.put(String.join(" ", sample.labelValues), sample.value));
        return series;
    }

    static double value(Collector collector, String family) {
        return Optional.ofNullable(scrape(collector, family).get(ENGINE)).orElseThrow();
    }

    static long series(Collector collector) {
        return collector.collect().stream()
                .mapToLong(samples -> samples.samples.size())
                .sum();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a clock of instants");
    }
}
