package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.NetworkCreation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnginePaceTest {

    private static final NetworkStep REMOVE = new NetworkStep.Remove("id", "backend", "test");
    private static final NetworkStep CREATE = new NetworkStep.Create(
            new NetworkCreation(
                    "backend", "bridge", false, false, true, false, "default", Map.of(), List.of(), Map.of(), Map.of()),
            "test");

    private final List<Duration> outages = new ArrayList<>();
    private long now;
    private final EnginePace pace = new EnginePace(() -> now, "default", (engine, took) -> outages.add(took));

    @Test
    void anEngineThatWasNeverSeenTakesWhatEnginesTakeAsARule() {
        assertThat(pace.outage(replacement(1))).isEqualTo(Duration.ofMillis(70 + 155 + 65 + 40));
        assertThat(pace.outage(replacement(10))).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void afterOneReplacementTheNextIsForetold() {
        carryOut(replacement(3), 400, 50);

        assertThat(pace.outage(replacement(3))).isEqualTo(Duration.ofMillis(8 * 400));
        assertThat(outages).containsExactly(Duration.ofMillis(8 * 400));
    }

    @Test
    void whatTheEngineDoesLatelyCountsMost() {
        for (int i = 0; i < 20; i++) {
            carryOut(replacement(2), 10, 0);
        }
        for (int i = 0; i < 5; i++) {
            carryOut(replacement(2), 100, 0);
        }

        assertThat(pace.outage(replacement(2))).isBetween(Duration.ofMillis(6 * 70), Duration.ofMillis(6 * 100));
    }

    @Test
    void whoDoesNotRunIsNotHit() {
        List<NetworkStep> steps = List.of(REMOVE, CREATE, new NetworkStep.Connect(member("db", false), "test"));

        assertThat(pace.outage(steps)).isZero();
        carryOut(steps, 100, 0);
        assertThat(outages).isEmpty();
    }

    @Test
    void whatComesAfterTheLastWhoRunsDoesNotCount() {
        List<NetworkStep> steps = new ArrayList<>(replacement(1));
        steps.add(new NetworkStep.Connect(member("db", false), "test"));

        assertThat(pace.outage(steps)).isEqualTo(pace.outage(replacement(1)));
    }

    @Test
    void whatIsDoneSideBySideTakesLessTimeEach() {
        List<NetworkStep> replacement = replacement(4);
        EnginePace.Stopwatch stopwatch = pace.stopwatch();
        for (List<NetworkStep> batch : NetworkLanes.of(new EngineVersion("28.5.2", "1.51"), Runnable::run)
                .batches(replacement)) {
            stopwatch.begin(batch);
            now += Duration.ofMillis(100).toNanos();
            stopwatch.end(batch);
        }
        stopwatch.stop();

        assertThat(outages).containsExactly(Duration.ofMillis(400));
        assertThat(pace.outage(replacement)).isEqualTo(Duration.ofMillis(400));
    }

    private void carryOut(List<NetworkStep> steps, long millisEach, long afterwards) {
        EnginePace.Stopwatch stopwatch = pace.stopwatch();
        for (NetworkStep step : steps) {
            stopwatch.begin(List.of(step));
            now += Duration.ofMillis(millisEach).toNanos();
            stopwatch.end(List.of(step));
        }
        stopwatch.stop();
        now += Duration.ofMillis(afterwards).toNanos();
    }

    private static List<NetworkStep> replacement(int containers) {
        List<NetworkStep> steps = new ArrayList<>();
        for (int i = 0; i < containers; i++) {
            steps.add(new NetworkStep.Disconnect("id", member("c" + i, true), "test"));
        }
        steps.add(REMOVE);
        steps.add(CREATE);
        for (int i = 0; i < containers; i++) {
            steps.add(new NetworkStep.Connect(member("c" + i, true), "test"));
        }
        return steps;
    }

    private static Membership member(String name, boolean running) {
        return new Membership(name, name, running, List.of(), "", "", List.of(), "", List.of(), Map.of(), 0);
    }
}
