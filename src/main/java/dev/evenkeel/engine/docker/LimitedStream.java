package dev.evenkeel.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The body of a response that has to come to its end in time, however busy the engine is sending it. */
final class LimitedStream extends FilterInputStream {

    private final Response response;
    private final Future<?> end;
    private volatile boolean expired;

    LimitedStream(Response response, ScheduledExecutorService clock, Duration limit) {
        super(response.getBody());
        this.response = response;
        this.end = clock.schedule(this::expire, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** Some transports end a stream that was closed under their feet as if it had come to its end. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = super.read(buffer, offset, length);
            if (expired) {
                throw new IOException("it did not end in time");
            }
            return read;
        } catch (IOException failure) {
            throw expired ? new IOException("it did not end in time", failure) : failure;
        }
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
