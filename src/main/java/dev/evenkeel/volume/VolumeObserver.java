package dev.evenkeel.volume;

import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from an engine all that planning for one volume needs. Changes nothing. */
final class VolumeObserver {

    private VolumeObserver() {}

    static ObservedVolume observe(String name, Engine engine) {
        Optional<EngineVolume> volume;
        try {
            volume = Optional.of(engine.volume(name));
        } catch (EngineException.NotFound gone) {
            volume = Optional.empty();
        }
        List<String> usedBy = engine.containers(Map.of("volume", Set.of(name))).stream()
                .filter(c -> c.volumes().contains(name))
                .map(ContainerSummary::name)
                .sorted()
                .toList();
        return new ObservedVolume(volume, usedBy);
    }
}
