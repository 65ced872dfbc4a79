package dev.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.resource.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is remembered of keys beside the queue. */
final class KeyMemoryTest {

    private static final ResourceKey KEY = NetworkKind.INSTANCE.key("default", "backend");

    private final MetricsWorld world = new MetricsWorld();
    private final KeyMemory memory = new KeyMemory(world);

    @Test
    void ofSeveralThatWokeAKeyTheFirstCounts() {
        memory.woken(KEY, MetricsWorld.START.minusMillis(40));
        memory.woken(KEY, KeyMemory.Source.resync);
        memory.taken(KEY);
        assertThat(memory.sourceOf(KEY)).isEqualTo(KeyMemory.Source.event);
        assertThat(memory.sinceItHappened(KEY)).contains(Duration.ofMillis(40));
        memory.finished(KEY);
        memory.taken(KEY);
        assertThat(memory.sourceOf(KEY)).isEqualTo(KeyMemory.Source.retry);
        assertThat(memory.sinceItHappened(KEY)).isEmpty();
    }

    @Test
    void aTurnHasABeginningForAsLongAsItLasts() {
        memory.taken(KEY);
        assertThat(memory.turns()).isEqualTo(Map.of(KEY, MetricsWorld.START));
        memory.finished(KEY);
        assertThat(memory.turns()).isEmpty();
    }

    @Test
    void anObjectThatThisProcessHasNotComparedWasNeverCompared() {
        SeenObject old = made(MetricsWorld.START.minusSeconds(60));
        SeenObject fresh = made(MetricsWorld.START.plusSeconds(5));
        assertThat(memory.lastCompared(old)).isEqualTo(Instant.EPOCH);
        assertThat(memory.lastCompared(fresh)).isEqualTo(MetricsWorld.START.plusSeconds(5));

        world.pass(Duration.ofSeconds(10));
        memory.compared(KEY);
        assertThat(memory.lastCompared(old)).isEqualTo(MetricsWorld.START.plusSeconds(10));

        world.pass(Duration.ofSeconds(20));
        memory.comparedAll("default", Duration.ofSeconds(2));
        assertThat(memory.lastCompared(old)).isEqualTo(MetricsWorld.START.plusSeconds(28));
        memory.comparedAll("attic", Duration.ZERO);
        assertThat(memory.lastCompared(fresh)).isEqualTo(MetricsWorld.START.plusSeconds(28));
    }

    private static SeenObject made(Instant when) {
        return new SeenObject(KEY, when, Map.of(), true, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
