package dev.evenkeel.archive;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** So many bytes a second, for all who share it. Thread-safe. */
public final class Bandwidth {

    /** How much of a second's bytes may go at once: the rest of the line is free meanwhile. */
    private static final int SHARE = 20;

    private static final int PIECE_MAX = 64 << 10;

    private final Bucket bucket;
    private final BlockingStrategy waiting;
    private final int piece;

    Bandwidth(long bytesPerSecond, LongSupplier nanoTime, BlockingStrategy waiting) {
        this.piece = Math.clamp(bytesPerSecond / SHARE, 1, PIECE_MAX);
        this.waiting = waiting;
        this.bucket = Bucket.builder()
                .withCustomTimePrecision(new Time(nanoTime))
                .addLimit(limit -> limit.capacity(2L * piece)
                        .refillGreedy(bytesPerSecond, Duration.ofSeconds(1))
                        .initialTokens(0))
                .build();
    }

    /**
     * @param bytesPerSecond from 1 to a thousand million
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public Bandwidth(long bytesPerSecond, LongSupplier nanoTime) {
        this(bytesPerSecond, nanoTime, BlockingStrategy.PARKING);
    }

    /** The most that may be taken at once. */
    int piece() {
        return piece;
    }

    /**
     * Waits until {@code bytes} may pass.
     *
     * @param bytes at most {@link #piece}
     * @throws ArchiveException.Cancelled when the thread is interrupted meanwhile
     */
    void take(int bytes) {
        try {
            bucket.asBlocking().consume(bytes, waiting);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ArchiveException.Cancelled("interrupted while waiting for bandwidth");
        }
    }

    private record Time(LongSupplier nanoTime) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
