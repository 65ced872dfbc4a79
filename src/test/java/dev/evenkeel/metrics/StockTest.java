package dev.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.network.NetworkStatus;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What scrapes know of stored resources: all of them, as they are, read no oftener than they change. */
final class StockTest {

    private final MetricsWorld world = new MetricsWorld();
    private final List<String> read = new ArrayList<>();
    private final Stock<NetworkSpec, NetworkStatus, String> stock =
            new Stock<>(world.registry, NetworkKind.INSTANCE, this::read);

    private String read(Resource<NetworkSpec, NetworkStatus> network) {
        read.add(network.metadata().name());
        return network.metadata().name();
    }

    @Test
    void onlyWhatChangedIsReadAgain() {
        store("a", "b", "c");
        assertThat(stock.now()).containsExactly("a", "b", "c");
        read.clear();
        assertThat(stock.now()).containsExactly("a", "b", "c");
        assertThat(read).isEmpty();
        store("d");
        delete("b");
        assertThat(stock.now()).containsExactly("a", "c", "d");
        assertThat(read).containsExactly("d");
    }

    @Test
    void whileTheRegistryDoesNotAnswerItIsWhatItWasAndNothingIsMissedAfterwards() {
        store("a", "b");
        assertThat(stock.now()).containsExactly("a", "b");
        store("c");
        delete("a");
        world.log.silent(true);
        assertThat(stock.now()).containsExactly("a", "b");
        assertThat(MetricsWorld.scrape(metrics(), "evenkeel_registry_up")).isEqualTo(Map.of("", 0.0));
        assertThat(MetricsWorld.scrape(metrics(), "evenkeel_registry_revision")).isEmpty();
        world.log.silent(false);
        assertThat(stock.now()).containsExactly("b", "c");
        assertThat(MetricsWorld.scrape(metrics(), "evenkeel_registry_up")).isEqualTo(Map.of("", 1.0));
    }

    @Test
    void aFirstScrapeThatGetsNoAnswerIsMadeGoodByTheNext() {
        store("a");
        world.log.silent(true);
        assertThat(stock.now()).isEmpty();
        world.log.silent(false);
        assertThat(stock.now()).containsExactly("a");
    }

    @Test
    void manyChangesAtOnceAreAllSeen() {
        store("a");
        assertThat(stock.now()).hasSize(1);
        store(IntStream.range(0, 1_500).mapToObj(i -> "n-" + i).toArray(String[]::new));
        delete("a");
        assertThat(stock.now()).hasSize(1_500).doesNotContain("a");
    }

    private RegistryMetrics metrics() {
        return new RegistryMetrics(world.log);
    }

    private void store(String... names) {
        for (String name : names) {
            world.store(NetworkKind.INSTANCE, "{metadata: {name: %s, namespace: default}}".formatted(name));
        }
    }

    private void delete(String name) {
        world.registry.delete(NetworkKind.INSTANCE, NetworkKind.INSTANCE.key(MetricsWorld.ENGINE, name), Deletion.ANY);
    }
}
