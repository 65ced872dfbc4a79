package dev.evenkeel.archive;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts what passes by and tells of it a few times a second at most, however fast it passes. */
final class PacedProgress implements MemberVisitor, Tap {

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(250);

    private final ArchiveProgress progress;
    private final LongSupplier nanoTime;
    private long toldAt;
    private long bytes;
    private long entries;

    PacedProgress(ArchiveProgress progress, LongSupplier nanoTime) {
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.toldAt = nanoTime.getAsLong();
    }

    @Override
    public void visit(Member member) {
        entries++;
    }

    @Override
    public void pass(byte[] chunk, int offset, int length) {
        bytes += length;
        long now = nanoTime.getAsLong();
        if (now - toldAt >= INTERVAL) {
            toldAt = now;
            progress.reached(bytes, entries);
        }
    }
}
