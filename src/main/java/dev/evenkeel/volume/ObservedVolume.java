package dev.evenkeel.volume;

import dev.evenkeel.engine.EngineVolume;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one volume on the engine.
 *
 * @param usedBy names of the containers that mount it, running or not, sorted
 */
record ObservedVolume(Optional<EngineVolume> volume, List<String> usedBy) {

    ObservedVolume {
        usedBy = List.copyOf(usedBy);
    }
}
