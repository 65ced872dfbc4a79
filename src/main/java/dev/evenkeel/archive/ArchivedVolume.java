package dev.evenkeel.archive;

import java.util.Map;

/** What is needed to make the volume anew, besides its contents. */
public record ArchivedVolume(String name, String driver, Map<String, String> options, Map<String, String> labels) {
    public ArchivedVolume {
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }
}
