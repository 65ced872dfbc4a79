package dev.evenkeel.network;

import dev.evenkeel.engine.EngineVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How many containers of one network are connected or disconnected at a time. Engines before 28.1 count endpoints, and
 * miscount them when several come at once: the network can never be removed again (moby#17217).
 */
final class NetworkLanes {

    /** More do not help: the engine programs one network namespace after the other. */
    private static final int LANES = 4;

    private final int lanes;
    private final Executor executor;

    private NetworkLanes(int lanes, Executor executor) {
        this.lanes = lanes;
        this.executor = executor;
    }

    static NetworkLanes one() {
        return new NetworkLanes(1, Runnable::run);
    }

    /** API 1.49 is that of engine 28.1. */
    static NetworkLanes of(EngineVersion version, Executor executor) {
        return version.atLeast(1, 49) ? new NetworkLanes(LANES, executor) : one();
    }

    /** Steps that may be done side by side, together; everything else by itself, in order. */
    List<List<NetworkStep>> batches(List<NetworkStep> steps) {
        List<List<NetworkStep>> batches = new ArrayList<>();
        for (NetworkStep step : steps) {
            if (lanes > 1 && !batches.isEmpty() && besides(batches.getLast().getLast(), step)) {
                batches.getLast().add(step);
            } else {
                batches.add(new ArrayList<>(List.of(step)));
            }
        }
        return batches;
    }

    /**
     * Fixed addresses have to be taken before the engine hands out others; and who is not running is only noted, which
     * takes no time.
     */
    private static boolean besides(NetworkStep one, NetworkStep other) {
        return one instanceof NetworkStep.Disconnect && other instanceof NetworkStep.Disconnect
                || one instanceof NetworkStep.Shelter && other instanceof NetworkStep.Shelter
                || one instanceof NetworkStep.Leave && other instanceof NetworkStep.Leave
                || one instanceof NetworkStep.Connect first
                        && other instanceof NetworkStep.Connect second
                        && first.member().settings().fixed()
                                == second.member().settings().fixed()
                        && first.member().running() == second.member().running();
    }

    /** Does all of them, and answers in their order. When one throws, those that have not begun are left out. */
    <T> List<T> run(List<Supplier<T>> tasks) {
        if (lanes == 1 || tasks.size() == 1) {
            return tasks.stream().map(Supplier::get).toList();
        }
        Map<Integer, T> results = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        Runnable lane = () -> {
            try {
                for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                    results.put(i, tasks.get(i).get());
                }
            } catch (RuntimeException stopped) {
                next.set(tasks.size());
                throw stopped;
            }
        };
        awaitAll(Stream.generate(() -> CompletableFuture.runAsync(lane, executor))
                .limit(Math.min(lanes, tasks.size()))
                .toArray(CompletableFuture[]::new));
        return results.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void awaitAll(CompletableFuture<?>[] lanes) {
        try {
            CompletableFuture.allOf(lanes).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
