package dev.evenkeel.archive.s3;

import dev.evenkeel.archive.ArchiveException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object that is being read. A connection that breaks off is taken up again where it broke off. */
final class S3Download extends InputStream {

    private static final Logger LOG = Logger.getLogger(S3Download.class);

    /** So often in a row without a byte in between. */
    private static final int FRUITLESS_MAX = 5;

    private final S3Bucket bucket;
    private final String key;
    private final long length;
    private final String tag;
    private ResponseInputStream<GetObjectResponse> stream;
    private long position;
    private int fruitless;

    private S3Download(S3Bucket bucket, String key, ResponseInputStream<GetObjectResponse> stream) {
        this.bucket = bucket;
        this.key = key;
        this.stream = stream;
        this.length = stream.response().contentLength();
        this.tag = stream.response().eTag();
    }

    /** Empty when there is no such object. */
    static Optional<InputStream> open(S3Bucket bucket, String key) {
        return bucket.open(key, 0, Optional.empty()).map(stream -> new S3Download(bucket, key, stream));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        while (position < length && count > 0) {
            int read = attempt(target, offset, count);
            if (read > 0) {
                position += read;
                fruitless = 0;
                return read;
            }
            resume();
        }
        return position < length ? 0 : -1;
    }

    /** 0 when the connection is gone; an end before the end is one that broke off. */
    private int attempt(byte[] target, int offset, int count) {
        try {
            return Math.max(0, stream.read(target, offset, count));
        } catch (IOException brokenOff) {
            LOG.debugf("reading broke off key=%s position=%d cause=\"%s\"", key, position, brokenOff.getMessage());
            return 0;
        }
    }

    private void resume() throws IOException {
        stream.abort();
        if (Thread.currentThread().isInterrupted()) {
            throw new ArchiveException.Cancelled("interrupted while reading " + key);
        }
        fruitless++;
        if (fruitless > FRUITLESS_MAX) {
            throw new IOException(key + " breaks off at byte " + position + " of " + length);
        }
        stream = bucket.open(key, position, Optional.of(tag))
                .orElseThrow(() -> new IOException(key + " was removed while it was read"));
    }

    /** Without reading what is left of it. */
    @Override
    public void close() {
        stream.abort();
    }
}
