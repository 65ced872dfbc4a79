package dev.evenkeel.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/**
 * How an archive is compressed.
 *
 * @param level zstd 1 to 19, gzip 1 to 9, none 0
 */
public record Compression(Algorithm algorithm, int level) {

    public static final Compression DEFAULT = of(Algorithm.zstd);

    private static final int BUFFER = 1 << 20;

    /**
     * How far back zstd looks for repetitions: 32 MB, which a volume with several versions of a large file needs.
     * Stock {@code zstd -d} takes up to 27 without being asked for more memory.
     */
    private static final int WINDOW_LOG = 25;

    /** The algorithms, spelt as on the wire. */
    public enum Algorithm {
        zstd(".tar.zst", 1, 19, 3),
        gzip(".tar.gz", 1, 9, 6),
        none(".tar", 0, 0, 0);

        private final String extension;
        private final int lowest;
        private final int highest;
        private final int usual;

        Algorithm(String extension, int lowest, int highest, int usual) {
            this.extension = extension;
            this.lowest = lowest;
            this.highest = highest;
            this.usual = usual;
        }

        public String extension() {
            return extension;
        }
    }

    public Compression {
        if (level < algorithm.lowest || level > algorithm.highest) {
            throw new IllegalArgumentException("level of " + algorithm + " must be from " + algorithm.lowest + " to "
                    + algorithm.highest + ", not " + level);
        }
    }

    /** That algorithm at its usual level. */
    public static Compression of(Algorithm algorithm) {
        return new Compression(algorithm, algorithm.usual);
    }

    OutputStream compress(OutputStream sink, Workers workers) throws IOException {
        return switch (algorithm) {
            case zstd ->
                new ZstdOutputStreamNoFinalizer(sink, level)
                        .setLong(WINDOW_LOG)
                        .setWorkers(workers.threads())
                        .setChecksum(true);
            case gzip -> new ParallelGzip(sink, level, workers);
            case none -> sink;
        };
    }

    InputStream decompress(InputStream source) throws IOException {
        return switch (algorithm) {
            case zstd -> new ZstdInputStreamNoFinalizer(source);
            case gzip -> new GZIPInputStream(source, BUFFER);
            case none -> new BufferedInputStream(source, BUFFER);
        };
    }
}
