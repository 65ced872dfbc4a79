package dev.evenkeel.network;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** How long each engine takes for what is done to a network. Thread-safe. */
public final class EnginePaces {

    private final LongSupplier nanoTime;
    private final NetworkListener listener;
    private final Map<String, EnginePace> paces = new ConcurrentHashMap<>();

    public EnginePaces(LongSupplier nanoTime, NetworkListener listener) {
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    EnginePace of(String engine) {
        return paces.computeIfAbsent(engine, name -> new EnginePace(nanoTime, name, listener));
    }
}
