package dev.evenkeel.network;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** How long each engine takes for what is done to a network. Thread-safe. */
public final class EnginePaces {

    private final LongSupplier nanoTime;
    private final BiConsumer<String, Duration> onOutage;
    private final Map<String, EnginePace> paces = new ConcurrentHashMap<>();

    /** @param onOutage hears, by engine, how long the containers on a network that was replaced were off it */
    public EnginePaces(LongSupplier nanoTime, BiConsumer<String, Duration> onOutage) {
        this.nanoTime = nanoTime;
        this.onOutage = onOutage;
    }

    EnginePace of(String engine) {
        return paces.computeIfAbsent(engine, name -> new EnginePace(nanoTime, took -> onOutage.accept(name, took)));
    }
}
