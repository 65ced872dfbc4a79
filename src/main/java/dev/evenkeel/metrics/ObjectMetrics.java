package dev.evenkeel.metrics;

import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.volume.VolumeKind;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The series that single objects have, made at each scrape of what is stored: none outlives its object. There are as
 * many as somebody allows, of those first that differ or are not ready; of the rest, it is told how many there are.
 */
public final class ObjectMetrics extends Collector {

    private static final List<String> OBJECT = List.of("kind", "engine", "name");

    private static final Comparator<SeenObject> WORST_FIRST = Comparator.comparing(
                    (SeenObject object) -> object.drift().isEmpty())
            .thenComparing(SeenObject::ready)
            .thenComparing(SeenObject::key);

    /** A volume is one name with a driver, options and labels: nothing else of it can differ. */
    private static final Set<DriftReason> OF_VOLUMES = EnumSet.of(
            DriftReason.Missing, DriftReason.Driver, DriftReason.Options, DriftReason.Labels, DriftReason.Foreign);

    private final SeenObjects objects;
    private final SeenSchedules schedules;
    private final KeyMemory memory;
    private final List<String> engines;
    private final int max;

    /** @param max objects of one kind and engine that have series */
    public ObjectMetrics(
            SeenObjects objects, SeenSchedules schedules, KeyMemory memory, Collection<String> engines, int max) {
        this.objects = objects;
        this.schedules = schedules;
        this.memory = memory;
        this.engines = List.copyOf(engines);
        this.max = max;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Families families = new Families();
        for (Map.Entry<String, List<SeenObject>> kind : objects.byKind().entrySet()) {
            for (String engine : engines) {
                List<SeenObject> here = kind.getValue().stream()
                        .filter(object -> object.key().namespace().equals(engine))
                        .sorted(WORST_FIRST)
                        .toList();
                here.stream().limit(max).forEach(families::add);
                hide(families, kind.getKey(), engine, here.size());
            }
        }
        engines.forEach(engine -> hide(
                families,
                ScheduleKind.INSTANCE.kind(),
                engine,
                schedules.now(engine).size()));
        memory.turns()
                .forEach((key, since) ->
                        families.started.addMetric(List.of(key.kind(), key.namespace(), key.name()), Times.of(since)));
        return List.of(families.drifted, families.firstSeen, families.ready, families.started, families.hidden);
    }

    /** In what respects an object of that kind can differ. */
    private static Set<DriftReason> reasonsOf(String kind) {
        return kind.equals(VolumeKind.INSTANCE.kind()) ? OF_VOLUMES : EnumSet.allOf(DriftReason.class);
    }

    private void hide(Families families, String kind, String engine, int count) {
        families.hidden.addMetric(List.of(kind, engine), Math.max(0, count - max));
    }

    /** What one scrape shows. */
    private static final class Families {

        private final GaugeMetricFamily drifted = new GaugeMetricFamily(
                "evenkeel_resource_drifted",
                "1 while the engine differs from this resource in this respect, otherwise 0.",
                List.of("kind", "engine", "name", "reason"));
        private final GaugeMetricFamily firstSeen = new GaugeMetricFamily(
                "evenkeel_drift_first_seen_timestamp_seconds",
                "When the present drift of a resource was found; only while there is one.",
                OBJECT);
        private final GaugeMetricFamily ready = new GaugeMetricFamily(
                "evenkeel_resource_ready", "1 if the condition Ready of this resource is True, otherwise 0.", OBJECT);
        private final GaugeMetricFamily started = new GaugeMetricFamily(
                "evenkeel_resource_reconcile_start_timestamp_seconds",
                "Since when a resource is worked on; only while it is.",
                OBJECT);
        private final GaugeMetricFamily hidden = new GaugeMetricFamily(
                "evenkeel_metrics_objects_hidden",
                "Resources without series of their own, because there are too many.",
                List.of("kind", "engine"));

        private void add(SeenObject object) {
            String kind = object.key().kind();
            String engine = object.key().namespace();
            String name = object.key().name();
            for (DriftReason reason : reasonsOf(kind)) {
                boolean so = object.drift().filter(reason::equals).isPresent();
                drifted.addMetric(List.of(kind, engine, name, reason.name().toLowerCase(Locale.ROOT)), so ? 1 : 0);
            }
            object.driftedSince().ifPresent(since -> firstSeen.addMetric(List.of(kind, engine, name), Times.of(since)));
            ready.addMetric(List.of(kind, engine, name), object.ready() ? 1 : 0);
        }
    }
}
