package dev.evenkeel.engine.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What is being sent. While it is read it is not the engine that is waited for; and its own failures are told from
 * those of the connection.
 */
final class UploadStream extends FilterInputStream {

    private final Deadline deadline;
    private Optional<IOException> failure = Optional.empty();

    UploadStream(InputStream source, Deadline deadline) {
        super(source);
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        deadline.waiting(false);
        try {
            return super.read(buffer, offset, length);
        } catch (IOException thrown) {
            failure = Optional.of(thrown);
            throw thrown;
        } finally {
            deadline.waiting(true);
        }
    }

    /** Whoever sends it may close it; it is not ours to close. */
    @Override
    public void close() {}

    void rethrowFailure() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
