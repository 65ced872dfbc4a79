package dev.evenkeel.engine;

/**
 * What an engine says of itself.
 *
 * @param version of the engine, {@code 28.5.2}
 * @param apiVersion the API version we speak with it, {@code 1.51}
 */
public record EngineVersion(String version, String apiVersion) {

    /** Whether the API version is {@code major.minor} or newer. */
    public boolean atLeast(int major, int minor) {
        String[] parts = apiVersion.split("\\.", 2);
        int ours = Integer.parseInt(parts[0]);
        return ours > major || (ours == major && Integer.parseInt(parts[1]) >= minor);
    }
}
