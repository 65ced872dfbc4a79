package dev.evenkeel.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A container of our own beside one volume: no network, no log, nothing to write to but the volume. While it exists the
 * volume cannot be removed.
 *
 * @param image of no content when nothing is to run
 * @param command what {@link Engine#startContainer} runs, the program first; empty for a container that is never
 *     started
 * @param capabilities all that what runs may have
 * @param mountPath where the volume appears, {@code /data}
 * @param readOnly for capturing; nothing is copied into an empty volume either way
 */
public record HelperCreation(
        String image,
        List<String> command,
        Set<String> capabilities,
        String volume,
        String mountPath,
        boolean readOnly,
        Map<String, String> labels) {

    public HelperCreation {
        command = List.copyOf(command);
        capabilities = Set.copyOf(capabilities);
        labels = Map.copyOf(labels);
    }

    /** One that is never started: a way into a volume that runs no code. */
    public HelperCreation(String image, String volume, String mountPath, boolean readOnly, Map<String, String> labels) {
        this(image, List.of(), Set.of(), volume, mountPath, readOnly, labels);
    }
}
