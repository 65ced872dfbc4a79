package dev.evenkeel.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a command in a container writes, its two outputs in the order in which they came. The engine sends them in
 * frames: one byte for which, three of nothing, four for the length.
 */
final class AttachedStream extends InputStream {

    private static final int HEAD_BYTES = 8;
    private static final int LENGTH_AT = 4;

    private final Response response;
    private final DataInputStream frames;
    private final Future<?> end;
    private volatile boolean expired;
    private int left;

    AttachedStream(Response response, ScheduledExecutorService clock, Duration limit) {
        this.response = response;
        this.frames = new DataInputStream(response.getBody());
        this.end = clock.schedule(this::expire, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            if (left == 0 && !nextFrame()) {
                return requireTime(-1);
            }
            int read = frames.read(buffer, offset, Math.min(length, left));
            if (read < 0) {
                return requireTime(-1);
            }
            left -= read;
            return read;
        } catch (IOException failure) {
            throw expired ? new IOException("it did not end in time", failure) : failure;
        }
    }

    /** Whether there is one. */
    private boolean nextFrame() throws IOException {
        byte[] head = new byte[HEAD_BYTES];
        while (left == 0) {
            int first = frames.read();
            if (first < 0) {
                return false;
            }
            try {
                frames.readFully(head, 1, HEAD_BYTES - 1);
            } catch (EOFException cut) {
                return false;
            }
            for (int i = LENGTH_AT; i < HEAD_BYTES; i++) {
                left = left << Byte.SIZE | Byte.toUnsignedInt(head[i]);
            }
            if (left < 0) {
                throw new IOException("a frame of more than 2 GiB");
            }
        }
        return true;
    }

    /** Some transports end a stream that was closed under their feet as if it had come to its end. */
    private int requireTime(int result) throws IOException {
        if (expired) {
            throw new IOException("it did not end in time");
        }
        return result;
    }

    private void expire() {
        expired = true;
        response.close();
    }

    @Override
    public void close() {
        end.cancel(false);
        response.close();
    }
}
