package dev.evenkeel.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The body of a response that may be large. Closing it early drops the connection; nothing is read to its end. Whoever
 * reads slowly may: only the time spent waiting for the engine counts.
 */
final class DownloadStream extends FilterInputStream {

    private final Response response;
    private final Deadline deadline;

    DownloadStream(Response response, ScheduledExecutorService clock, Duration idle) {
        super(response.getBody());
        this.response = response;
        this.deadline = Deadline.of(clock, idle, response::close);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        deadline.waiting(true);
        try {
            return super.read(buffer, offset, length);
        } catch (IOException failure) {
            throw deadline.expired() ? new IOException("the engine sent nothing in time", failure) : failure;
        } finally {
            deadline.waiting(false);
        }
    }

    @Override
    public void close() {
        deadline.close();
        response.close();
    }
}
