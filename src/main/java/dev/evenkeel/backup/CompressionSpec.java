package dev.evenkeel.backup;

import dev.evenkeel.archive.Compression;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.util.List;

/**
 * How an archive is packed.
 *
 * @param algorithm the format
 * @param level 1 (fast) to 19 (small), for {@code gzip} 1 to 9; without meaning for {@code none}
 */
public record CompressionSpec(Compression.Algorithm algorithm, Integer level) {

    static final int LEVEL_DEFAULT = 3;

    public CompressionSpec {
        algorithm = Defaults.value(algorithm, Compression.Algorithm.zstd);
        level = Defaults.value(level, LEVEL_DEFAULT);
    }

    public static CompressionSpec standard() {
        return new CompressionSpec(Compression.Algorithm.zstd, LEVEL_DEFAULT);
    }

    /** The rules that this breaks as the value of {@code field}. */
    public List<Violation> violations(String field) {
        int highest = algorithm == Compression.Algorithm.gzip ? 9 : 19;
        return level >= 1 && level <= highest
                ? List.of()
                : List.of(Violation.invalid(field + ".level", level, "must be between 1 and " + highest));
    }

    Compression compression() {
        return new Compression(algorithm, algorithm == Compression.Algorithm.none ? 0 : level);
    }
}
