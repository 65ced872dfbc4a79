package dev.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.volume.VolumeKind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The series of single objects: of the right ones, never of one that is gone, and never too many. */
final class ObjectMetricsTest {

    private static final String READY =
            "{type: Ready, status: 'True', reason: InSync}," + " {type: Drifted, status: 'False', reason: InSync}";
    private static final String DRIFTED = "{type: Ready, status: 'False', reason: DriftReported},"
            + " {type: Drifted, status: 'True', reason: %s, lastTransitionTime: 2026-11-20T01:59:00Z}";

    private final MetricsWorld world = new MetricsWorld();
    private final KeyMemory memory = new KeyMemory(world);

    @Test
    void driftIsOneInItsRespectAndZeroInAllOthers() {
        network("backend", DRIFTED.formatted("Ipam"));
        network("frontend", READY);
        ObjectMetrics metrics = metrics(10);
        assertThat(MetricsWorld.scrape(metrics, "evenkeel_resource_drifted"))
                .hasSize(16)
                .containsEntry("Network default backend ipam", 1.0)
                .containsEntry("Network default backend options", 0.0)
                .containsEntry("Network default frontend ipam", 0.0);
        assertThat(MetricsWorld.scrape(metrics, "evenkeel_resource_ready"))
                .isEqualTo(Map.of("Network default backend", 0.0, "Network default frontend", 1.0));
        assertThat(MetricsWorld.scrape(metrics, "evenkeel_drift_first_seen_timestamp_seconds"))
                .isEqualTo(Map.of("Network default backend", MetricsWorld.START.getEpochSecond() - 60.0));
    }

    @Test
    void whatIsDeletedIsGoneAtTheNextScrapeAndWhatChangedIsNew() {
        network("backend", DRIFTED.formatted("Options"));
        network("frontend", READY);
        ObjectMetrics metrics = metrics(10);
        assertThat(MetricsWorld.scrape(metrics, "evenkeel_resource_ready")).hasSize(2);
        world.registry.delete(
                NetworkKind.INSTANCE, NetworkKind.INSTANCE.key(MetricsWorld.ENGINE, "frontend"), Deletion.ANY);
        var seen = world.registry
                .find(NetworkKind.INSTANCE, NetworkKind.INSTANCE.key(MetricsWorld.ENGINE, "backend"))
                .orElseThrow();
        world.registry.updateStatus(
                NetworkKind.INSTANCE,
                seen,
                MetricsWorld.read(NetworkKind.INSTANCE, manifest("backend", READY))
                        .status());
        assertThat(MetricsWorld.scrape(metrics, "evenkeel_resource_ready"))
                .isEqualTo(Map.of("Network default backend", 1.0));
        assertThat(MetricsWorld.scrape(metrics, "evenkeel_drift_first_seen_timestamp_seconds"))
                .isEmpty();
    }

    @Test
    void thereAreAsManyAsAllowedThoseFirstThatDiffer() {
        network("a", READY);
        network("b", READY);
        network("y", "{type: Ready, status: Unknown, reason: EngineUnreachable}");
        network("z", DRIFTED.formatted("Missing"));
        ObjectMetrics metrics = metrics(2);
        assertThat(MetricsWorld.scrape(metrics, "evenkeel_resource_ready"))
                .containsOnlyKeys("Network default z", "Network default y");
        assertThat(MetricsWorld.scrape(metrics, "evenkeel_metrics_objects_hidden"))
                .isEqualTo(Map.of("BackupSchedule default", 0.0, "Network default", 2.0, "Volume default", 0.0));
    }

    @Test
    void whatIsTrueOfAllIsExactHoweverManyAreShown() {
        network("a", READY);
        network("b", DRIFTED.formatted("Ipam"));
        network("c", DRIFTED.formatted("Ipam"));
        ResourceMetrics all =
                new ResourceMetrics(new SeenObjects(world.registry), memory, List.of(MetricsWorld.ENGINE));
        assertThat(MetricsWorld.scrape(all, "evenkeel_resources"))
                .isEqualTo(Map.of("Network default", 3.0, "Volume default", 0.0));
        assertThat(MetricsWorld.scrape(all, "evenkeel_resources_ready")).containsEntry("Network default", 1.0);
        assertThat(MetricsWorld.scrape(all, "evenkeel_resources_drifted"))
                .hasSize(16)
                .containsEntry("Network default ipam", 2.0)
                .containsEntry("Volume default missing", 0.0);
    }

    /** MetricsDocIT counts the rest: both together are no more than 25,000. */
    @Test
    void tenThousandObjectsHaveNoMoreThanTwentyThousandSeries() {
        List<Resource<?, ?>> objects = IntStream.range(0, 5_000)
                .boxed()
                .<Resource<?, ?>>flatMap(i -> Stream.of(
                        MetricsWorld.read(NetworkKind.INSTANCE, manifest("n-" + i, DRIFTED.formatted("Options"))),
                        MetricsWorld.read(VolumeKind.INSTANCE, manifest("v-" + i, DRIFTED.formatted("Options")))))
                .toList();
        world.registry.adopt(objects);
        assertThat(MetricsWorld.series(metrics(1_000))).isBetween(13_000L, 17_100L);
    }

    private ObjectMetrics metrics(int max) {
        return new ObjectMetrics(
                new SeenObjects(world.registry),
                new SeenSchedules(world.registry),
                memory,
                List.of(MetricsWorld.ENGINE),
                max);
    }

    private void network(String name, String conditions) {
        world.store(NetworkKind.INSTANCE, manifest(name, conditions));
    }

    private static String manifest(String name, String conditions) {
        return "{metadata: {name: %s, namespace: default}, status: {conditions: [%s]}}".formatted(name, conditions);
    }
}
