package dev.evenkeel.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much is in the volumes that are declared, when somebody last looked. */
public final class VolumeMetrics extends Collector {

    private final SeenObjects objects;
    private final int max;
    private final Map<String, Map<String, Long>> samples = new ConcurrentHashMap<>();

    /** @param max volumes of one engine that have series */
    public VolumeMetrics(SeenObjects objects, int max) {
        this.objects = objects;
        this.max = max;
    }

    /** The engine was asked; volumes that nobody declared are none of ours. */
    public void sampled(String engine, Map<String, Long> bytesByVolume) {
        samples.put(engine, Map.copyOf(bytesByVolume));
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily sizes = new GaugeMetricFamily(
                "evenkeel_volume_size_bytes",
                "Bytes in a volume, when its engine was last asked.",
                List.of("engine", "volume"));
        List<SeenObject> declared = objects.volumes();
        samples.forEach((engine, bytes) -> declared.stream()
                .filter(volume -> volume.key().namespace().equals(engine))
                .map(volume -> volume.key().name())
                .filter(bytes::containsKey)
                .limit(max)
                .forEach(name -> sizes.addMetric(List.of(engine, name), bytes.get(name))));
        return List.of(sizes);
    }
}
