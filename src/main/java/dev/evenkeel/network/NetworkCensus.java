package dev.evenkeel.network;

import dev.evenkeel.engine.EngineNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All networks of engines, declared or not, as they were when their engine last answered. */
public final class NetworkCensus {

    private final Map<String, List<EngineNetwork>> byEngine = new ConcurrentHashMap<>();

    public void seen(String engine, List<EngineNetwork> networks) {
        byEngine.put(engine, List.copyOf(networks));
    }

    /** Empty until the engine has answered once: not seen is not absent. */
    public Optional<List<EngineNetwork>> of(String engine) {
        return Optional.ofNullable(byEngine.get(engine));
    }
}
