package dev.evenkeel.metrics;

import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.schedule.Coverage;
import dev.evenkeel.volume.LastBackup;
import dev.evenkeel.volume.VolumeCensus;
import dev.evenkeel.volume.VolumeLabels;
import dev.evenkeel.volume.VolumeProtection;
import dev.evenkeel.volume.VolumeReason;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which volumes of the engines are backed up, declared or not, worked out at each scrape. */
public final class ProtectionMetrics extends Collector {

    /** Reasons for which the data in a volume will not be in the next run of a schedule. */
    private static final Set<VolumeReason> UNPROTECTED =
            Set.of(VolumeReason.NoSchedule, VolumeReason.ScheduleSuspended);

    /** How an engine calls a volume that nobody gave a name. */
    private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");

    /** Where a volume comes from. */
    private enum Origin {
        /** There is a Volume of its name. */
        DECLARED,
        /** Somebody made it by a name. */
        UNDECLARED,
        /** A container made it, and goes without it. */
        ANONYMOUS
    }

    private final SeenObjects objects;
    private final Coverage coverage;
    private final VolumeCensus census;
    private final List<String> engines;
    private final int max;

    /** @param max volumes of one engine that have series of their own */
    public ProtectionMetrics(
            SeenObjects objects, Coverage coverage, VolumeCensus census, Collection<String> engines, int max) {
        this.objects = objects;
        this.max = max;
        this.coverage = coverage;
        this.census = census;
        this.engines = List.copyOf(engines);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily bare = new GaugeMetricFamily(
                "evenkeel_volumes_unprotected",
                "Volumes of an engine that no active schedule backs up.",
                List.of("engine", "origin"));
        GaugeMetricFamily last = new GaugeMetricFamily(
                "evenkeel_volume_last_backup_timestamp_seconds",
                "When the newest good backup of a volume was over; 0 for never.",
                List.of("engine", "volume"));
        GaugeMetricFamily proven = new GaugeMetricFamily(
                "evenkeel_volume_last_verified_timestamp_seconds",
                "When an archive of a volume was proven last, by level; 0 for never.",
                List.of("engine", "volume", "level"));
        engines.forEach(engine -> census.of(engine).ifPresent(volumes -> collect(engine, volumes, bare, last, proven)));
        return List.of(bare, last, proven);
    }

    private void collect(
            String engine,
            List<EngineVolume> volumes,
            GaugeMetricFamily bare,
            GaugeMetricFamily last,
            GaugeMetricFamily proven) {
        Map<String, Map<String, String>> declared = objects.volumes().stream()
                .filter(volume -> volume.key().namespace().equals(engine))
                .collect(Collectors.toMap(volume -> volume.key().name(), SeenObject::labels));
        Map<Origin, Integer> unprotected = new EnumMap<>(Origin.class);
        int series = 0;
        for (EngineVolume volume : volumes) {
            String name = volume.name();
            if (Ownership.isScratch(name, volume.labels())) {
                continue;
            }
            Optional<VolumeProtection> protection =
                    coverage.of(engine, name, VolumeLabels.of(volume.labels(), declared.getOrDefault(name, Map.of())));
            Origin origin = origin(name, declared);
            if (protection.filter(one -> UNPROTECTED.contains(one.reason())).isPresent()) {
                unprotected.merge(origin, 1, Integer::sum);
            }
            boolean wanted = protection
                    .filter(one -> one.reason() != VolumeReason.OptedOut)
                    .isPresent();
            if (origin != Origin.ANONYMOUS && wanted && series++ < max) {
                last.addMetric(
                        List.of(engine, name),
                        Times.of(
                                protection.flatMap(VolumeProtection::lastBackup).map(LastBackup::time)));
                proven(engine, name, proven);
            }
        }
        for (Origin origin : Origin.values()) {
            bare.addMetric(
                    List.of(engine, origin.name().toLowerCase(Locale.ROOT)), unprotected.getOrDefault(origin, 0));
        }
    }

    private void proven(String engine, String volume, GaugeMetricFamily proven) {
        for (Coverage.Level level : Coverage.Level.values()) {
            proven.addMetric(
                    List.of(engine, volume, level.name().toLowerCase(Locale.ROOT)),
                    Times.of(coverage.proven(engine, volume, level)));
        }
    }

    private static Origin origin(String volume, Map<String, Map<String, String>> declared) {
        if (declared.containsKey(volume)) {
            return Origin.DECLARED;
        }
        return ANONYMOUS.matcher(volume).matches() ? Origin.ANONYMOUS : Origin.UNDECLARED;
    }
}
