package dev.evenkeel.engine;

/**
 * What a container has at one of its paths.
 *
 * @param type volume, bind, tmpfs, npipe
 * @param volume the volume's name; empty for what is none
 * @param source the path on the engine's host; for a volume it may be empty
 * @param writable whether the container may write there
 */
public record EngineMount(String type, String volume, String source, boolean writable) {

    /** A volume that is mounted for reading and writing. */
    public static EngineMount ofVolume(String name) {
        return new EngineMount("volume", name, "", true);
    }

    public boolean isVolume() {
        return type.equals("volume");
    }

    public boolean isBind() {
        return type.equals("bind");
    }
}
