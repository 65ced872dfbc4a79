package dev.evenkeel.engine;

import java.util.Map;

/**
 * A container that is never started: no network, no capabilities, one volume. While it exists the volume cannot be
 * removed.
 *
 * @param image an image of no content
 * @param mountPath where the volume appears, {@code /data}
 * @param readOnly for capturing; nothing is copied into an empty volume either way
 */
public record HelperCreation(
        String image, String volume, String mountPath, boolean readOnly, Map<String, String> labels) {

    public HelperCreation {
        labels = Map.copyOf(labels);
    }
}
