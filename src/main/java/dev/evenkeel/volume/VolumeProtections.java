package dev.evenkeel.volume;

import java.util.Map;
import java.util.Optional;

/** Knows which volumes are backed up. */
public interface VolumeProtections {

    /** Nobody knows. */
    VolumeProtections UNKNOWN = (engine, volume, labels) -> Optional.empty();

    /**
     * How a volume is protected; empty when nobody knows.
     *
     * @param labels see {@link VolumeLabels}
     */
    Optional<VolumeProtection> of(String engine, String volume, Map<String, String> labels);
}
