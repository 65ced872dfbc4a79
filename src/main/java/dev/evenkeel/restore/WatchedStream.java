package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * An archive on its way into a volume: tells how far it has been read, ends when the reading thread is interrupted, and
 * carries the name of what went wrong through whoever reads it and knows nothing but {@link IOException}.
 */
final class WatchedStream extends FilterInputStream {

    private final LongConsumer progress;
    private long bytes;

    WatchedStream(InputStream archive, LongConsumer progress) {
        super(archive);
        this.progress = progress;
    }

    /** A failure of the archive that has a name. */
    static final class Named extends IOException {
        private static final long serialVersionUID = 1L;

        private final ArchiveException failure;

        Named(ArchiveException failure) {
            super(failure.getMessage(), failure);
            this.failure = failure;
        }

        ArchiveException failure() {
            return failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new ArchiveException.Cancelled("interrupted after " + bytes + " bytes");
            }
            int count = in.read(target, offset, length);
            bytes += Math.max(count, 0);
            progress.accept(bytes);
            return count;
        } catch (ArchiveException failure) {
            throw new Named(failure);
        }
    }
}
