package dev.evenkeel.volume;

import dev.evenkeel.engine.EngineVolume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All volumes of engines, declared or not, as they were when their engine last answered. */
public final class VolumeCensus {

    private final Map<String, List<EngineVolume>> byEngine = new ConcurrentHashMap<>();

    public void seen(String engine, List<EngineVolume> volumes) {
        byEngine.put(engine, List.copyOf(volumes));
    }

    /** Empty until the engine has answered once: not seen is not absent. */
    public Optional<List<EngineVolume>> of(String engine) {
        return Optional.ofNullable(byEngine.get(engine));
    }
}
