package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Reads a stream in long strokes and shows every byte to a tap before it is looked at here. */
final class TarInput {

    private static final int BUFFER = 1 << 18;

    private final InputStream source;
    private final Tap tap;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long passed;

    TarInput(InputStream source, Tap tap) {
        this.source = source;
        this.tap = tap;
    }

    /** How many bytes have passed the tap. */
    long passed() {
        return passed;
    }

    /** Reads up to {@code length} bytes; answers fewer only at the end of the stream. */
    int read(byte[] target, int length) throws IOException {
        int done = 0;
        while (done < length && fill()) {
            int step = Math.min(length - done, limit - position);
            System.arraycopy(buffer, position, target, done, step);
            position += step;
            done += step;
        }
        return done;
    }

    /** Moves {@code length} bytes into {@code digest}; answers how many are missing because the stream ended. */
    long digest(long length, MessageDigest digest) throws IOException {
        long missing = length;
        while (missing > 0 && fill()) {
            int step = (int) Math.min(missing, limit - position);
            digest.update(buffer, position, step);
            position += step;
            missing -= step;
        }
        return missing;
    }

    /** Reads to the end of the stream; answers whether there was nothing but zeros. */
    boolean onlyZerosFollow() throws IOException {
        int seen = 0;
        while (fill()) {
            while (position < limit) {
                seen |= buffer[position++];
            }
        }
        return seen == 0;
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ArchiveException.Cancelled("interrupted after " + passed + " bytes");
        }
        position = 0;
        limit = Math.max(0, source.read(buffer, 0, buffer.length));
        passed += limit;
        if (limit > 0) {
            tap.pass(buffer, 0, limit);
        }
        return limit > 0;
    }
}
