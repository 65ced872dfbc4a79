package dev.evenkeel.metrics;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.volume.VolumeKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much is in the volumes that are declared, when somebody last looked. */
public final class VolumeMetrics {

    private final Registry registry;
    private final MultiGauge sizes;
    private final Map<String, Map<String, Long>> samples = new TreeMap<>();

    public VolumeMetrics(MeterRegistry meters, Registry registry) {
        this.registry = registry;
        this.sizes = MultiGauge.builder("evenkeel.volume.size")
                .description("Bytes in a volume, when its engine was last asked.")
                .baseUnit("bytes")
                .register(meters);
    }

    /** The engine was asked; volumes that nobody declared are none of ours. */
    public synchronized void sampled(String engine, Map<String, Long> bytesByVolume) {
        samples.put(engine, Map.copyOf(bytesByVolume));
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (var volume : registry.list(VolumeKind.INSTANCE, Optional.empty()).items()) {
            String where = volume.metadata().namespace();
            String name = volume.metadata().name();
            Optional.ofNullable(samples.getOrDefault(where, Map.of()).get(name))
                    .ifPresent(bytes -> rows.add(MultiGauge.Row.of(Tags.of("engine", where, "volume", name), bytes)));
        }
        sizes.register(rows, true);
    }
}
