package dev.evenkeel.engine;

import java.util.Map;

/** What {@link Engine#createVolume} sends. */
public record VolumeCreation(String name, String driver, Map<String, String> options, Map<String, String> labels) {

    public VolumeCreation {
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }
}
