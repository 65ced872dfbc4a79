package dev.evenkeel.backup;

import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.util.List;

/**
 * How an archive is packed.
 *
 * @param level 1 is fast, {@link #levelMax} is small; without meaning for {@code none}
 */
public record CompressionSpec(Algorithm algorithm, Integer level) {

    static final int LEVEL_DEFAULT = 3;

    /** The compressions that stock tools open, spelt as on the wire. */
    public enum Algorithm {
        zstd,
        gzip,
        none
    }

    public CompressionSpec {
        algorithm = Defaults.value(algorithm, Algorithm.zstd);
        level = Defaults.value(level, LEVEL_DEFAULT);
    }

    public static CompressionSpec standard() {
        return new CompressionSpec(Algorithm.zstd, LEVEL_DEFAULT);
    }

    /** The rules that this breaks as the value of {@code field}. */
    public List<Violation> violations(String field) {
        return level >= 1 && level <= levelMax()
                ? List.of()
                : List.of(Violation.invalid(field + ".level", level, "must be between 1 and " + levelMax()));
    }

    private int levelMax() {
        return algorithm == Algorithm.gzip ? 9 : 19;
    }
}
