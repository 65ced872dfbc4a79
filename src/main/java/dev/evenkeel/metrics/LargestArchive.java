package dev.evenkeel.metrics;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.store.StoreSpec;
import dev.evenkeel.store.StoreStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;

/** How much room the next archive may need, worked out at each scrape of the Backups that are kept. */
public final class LargestArchive extends Collector {

    private final Stock<StoreSpec, StoreStatus, String> stores;
    private final SeenBackups backups;

    public LargestArchive(Registry registry, SeenBackups backups) {
        this.backups = backups;
        this.stores = new Stock<>(
                registry, StoreKind.INSTANCE, store -> store.metadata().name());
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily largest = new GaugeMetricFamily(
                "evenkeel_backup_store_largest_archive_bytes",
                "Bytes of the largest archive that a Backup has in the store; 0 for none.",
                List.of("store"));
        List<SeenBackup> all = backups.now();
        stores.now()
                .forEach(store -> largest.addMetric(
                        List.of(store),
                        all.stream()
                                .mapToLong(one -> one.largest().getOrDefault(store, 0L))
                                .max()
                                .orElse(0)));
        return List.of(largest);
    }
}
