package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many containers of one network move at a time, and in which order. */
final class NetworkLanesTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"20.10.24, 1.41, 1", "26.1.5, 1.45, 1", "28.0.4, 1.48, 1", "28.1.0, 1.49, 4", "28.5.2, 1.51, 4"})
    void onlyEnginesThatCountRightAreAskedForSeveralAtATime(String version, String api, int lanes) {
        NetworkLanes several = NetworkLanes.of(new EngineVersion(version, api), threads);
        CyclicBarrier all = new CyclicBarrier(lanes);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Supplier<Integer>> tasks = IntStream.range(0, 8)
                .<Supplier<Integer>>mapToObj(i -> () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    await(all);
                    now.decrementAndGet();
                    return i;
                })
                .toList();
        assertThat(several.run(tasks)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(most.get()).isEqualTo(lanes);
    }

    @Test
    void onceTheEngineIsLostNothingMoreIsBegun() {
        AtomicInteger begun = new AtomicInteger();
        List<Supplier<Integer>> tasks = IntStream.range(0, 9)
                .<Supplier<Integer>>mapToObj(i -> () -> {
                    begun.incrementAndGet();
                    throw new EngineException.Unreachable("gone");
                })
                .toList();
        NetworkLanes lanes = NetworkLanes.of(new EngineVersion("28.5.2", "1.51"), Runnable::run);
        assertThatThrownBy(() -> lanes.run(tasks)).isInstanceOf(EngineException.Unreachable.class);
        assertThat(begun.get()).isEqualTo(1);
    }

    @Test
    void fixedAddressesAreTakenBeforeTheEngineHandsOutOthers() {
        List<NetworkStep> steps = List.of(
                new NetworkStep.Disconnect("n1", member("a", ""), "drift"),
                new NetworkStep.Disconnect("n1", member("b", ""), "drift"),
                new NetworkStep.Remove("n1", "backend", "drift"),
                new NetworkStep.Connect(member("b", "10.0.0.5"), "drift"),
                new NetworkStep.Connect(member("c", "10.0.0.6"), "drift"),
                new NetworkStep.Connect(member("a", ""), "drift"),
                new NetworkStep.Start(member("a", ""), "drift"));
        assertThat(NetworkLanes.of(new EngineVersion("28.5.2", "1.51"), threads).batches(steps))
                .extracting(List::size)
                .containsExactly(2, 1, 2, 1, 1);
        assertThat(NetworkLanes.one().batches(steps)).hasSameSizeAs(steps);
    }

    private static Membership member(String name, String address) {
        return new Membership(name, name, true, List.of(), address, "", List.of(), "", List.of(), Map.of(), 0);
    }

    private static void await(CyclicBarrier all) {
        try {
            all.await(10, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException late) {
            throw new AssertionError("not all at a time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
