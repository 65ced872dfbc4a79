package dev.evenkeel.metrics;

import dev.evenkeel.network.NetworkCensus;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestoreSpec;
import dev.evenkeel.restore.RestoreStatus;
import dev.evenkeel.volume.VolumeCensus;
import dev.evenkeel.volume.VolumeKind;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What on the engines bears our mark and is declared by nobody any more: volumes that outlived their resource, as they
 * do unless a spec says otherwise, and what was left behind.
 */
public final class OrphanMetrics extends Collector {

    private final SeenObjects objects;
    private final Stock<RestoreSpec, RestoreStatus, String> restores;
    private final Registry registry;
    private final NetworkCensus networks;
    private final VolumeCensus volumes;
    private final List<String> engines;

    public OrphanMetrics(
            SeenObjects objects,
            Registry registry,
            NetworkCensus networks,
            VolumeCensus volumes,
            Collection<String> engines) {
        this.objects = objects;
        this.registry = registry;
        this.networks = networks;
        this.volumes = volumes;
        this.engines = List.copyOf(engines);
        this.restores = new Stock<>(
                registry, RestoreKind.INSTANCE, restore -> restore.metadata().uid());
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily orphans = new GaugeMetricFamily(
                "evenkeel_orphaned_objects",
                "Objects on an engine that bear our mark, and that no resource declares.",
                List.of("kind", "engine"));
        String us = registry.id();
        Set<String> restored = Set.copyOf(restores.now());
        for (String engine : engines) {
            networks.of(engine).ifPresent(seen -> {
                Set<String> declared = declared(NetworkKind.INSTANCE.kind(), engine);
                orphans.addMetric(
                        List.of(NetworkKind.INSTANCE.kind(), engine),
                        seen.stream()
                                .filter(network -> isOurs(network.labels(), us))
                                .filter(network -> !network.labels().containsKey(Ownership.TEMPORARY))
                                .filter(network -> !declared.contains(network.name()))
                                .count());
            });
            volumes.of(engine).ifPresent(seen -> {
                Set<String> declared = declared(VolumeKind.INSTANCE.kind(), engine);
                orphans.addMetric(
                        List.of(VolumeKind.INSTANCE.kind(), engine),
                        seen.stream()
                                .filter(volume -> isOurs(volume.labels(), us))
                                .filter(volume -> !Ownership.isScratch(volume.name(), volume.labels()))
                                .filter(volume -> !declared.contains(volume.name()))
                                .filter(volume ->
                                        !restored.contains(volume.labels().getOrDefault(Ownership.RESTORE, "")))
                                .count());
            });
        }
        return List.of(orphans);
    }

    private static boolean isOurs(Map<String, String> labels, String us) {
        return us.equals(labels.get(Ownership.MANAGED_BY));
    }

    private Set<String> declared(String kind, String engine) {
        return objects.byKind().get(kind).stream()
                .filter(object -> object.key().namespace().equals(engine))
                .map(object -> object.key().name())
                .collect(Collectors.toSet());
    }
}
