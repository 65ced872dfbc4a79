package dev.evenkeel.volume;

import dev.evenkeel.resource.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is written on a volume. The engine's labels never change while a volume exists, so those of the Volume of the
 * same name, which can be changed, are read over them.
 */
public final class VolumeLabels {

    private VolumeLabels() {}

    public static Map<String, String> of(
            Map<String, String> onEngine, Optional<Resource<VolumeSpec, VolumeStatus>> declared) {
        return of(onEngine, declared.map(volume -> volume.metadata().labels()).orElse(Map.of()));
    }

    /** @param declared the labels of the Volume; none if there is no such Volume */
    public static Map<String, String> of(Map<String, String> onEngine, Map<String, String> declared) {
        Map<String, String> labels = new LinkedHashMap<>(onEngine);
        labels.putAll(declared);
        return labels;
    }
}
