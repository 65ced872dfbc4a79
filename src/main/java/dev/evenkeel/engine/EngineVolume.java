package dev.evenkeel.engine;

import java.util.Map;

/**
 * A volume as the engine has it.
 *
 * @param mountpoint a path on the engine's own host; for a volume with driver options, mounted only while in use
 * @param createdAt as the engine writes it; before engine 23 it changes with the content
 */
public record EngineVolume(
        String name,
        String driver,
        Map<String, String> options,
        Map<String, String> labels,
        String mountpoint,
        String createdAt) {

    public EngineVolume {
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }
}
