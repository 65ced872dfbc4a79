package dev.evenkeel.archive.s3;

import dev.evenkeel.archive.ArchiveException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object on its way into a bucket, part by part, in the memory of one part. What is small goes in one piece. Nobody
 * sees anything of it before {@link #complete}.
 */
final class S3Upload extends OutputStream {

    private static final Logger LOG = Logger.getLogger(S3Upload.class);

    /** As large as every service takes, and all of one size, as some of them want it. */
    static final int PART = 32 << 20;

    /** S3's own limit: with it an archive has at most 312 GiB. */
    static final int PARTS_MAX = 10_000;

    private static final int FIRST_BUFFER = 1 << 20;

    private final S3Bucket bucket;
    private final String key;
    private final int partSize;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer;
    private int filled;
    private long bytes;
    private Optional<String> upload = Optional.empty();

    S3Upload(S3Bucket bucket, String key, int partSize) {
        this.bucket = bucket;
        this.key = key;
        this.partSize = partSize;
        this.buffer = new byte[Math.min(partSize, FIRST_BUFFER)];
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        int done = 0;
        while (done < length) {
            if (filled == partSize) {
                uploadPart();
            }
            makeRoom(length - done);
            int step = Math.min(length - done, buffer.length - filled);
            System.arraycopy(source, offset + done, buffer, filled, step);
            filled += step;
            done += step;
        }
        bytes += length;
    }

    private void makeRoom(int wanted) {
        if (filled + wanted > buffer.length && buffer.length < partSize) {
            long doubled = Math.max(buffer.length * 2L, (long) filled + wanted);
            byte[] larger = new byte[(int) Math.min(partSize, doubled)];
            System.arraycopy(buffer, 0, larger, 0, filled);
            buffer = larger;
        }
    }

    private void uploadPart() {
        if (parts.size() == PARTS_MAX) {
            throw new ArchiveException.StoreFull(
                    key + " has more than " + PARTS_MAX + " parts of " + partSize + " bytes");
        }
        if (upload.isEmpty()) {
            upload = Optional.of(bucket.begin(key));
        }
        parts.add(bucket.upload(key, upload.get(), parts.size() + 1, buffer, filled));
        filled = 0;
    }

    /** Makes the object visible, whole. */
    void complete() {
        if (upload.isEmpty()) {
            bucket.put(key, buffer, filled);
        } else {
            if (filled > 0) {
                uploadPart();
            }
            bucket.complete(key, upload.get(), parts, bytes);
        }
        upload = Optional.empty();
        filled = 0;
    }

    /** Forgets what was not completed. What cannot be removed now is when the store is reaped. */
    void abort() {
        try {
            upload.ifPresent(id -> bucket.abort(key, id));
        } catch (ArchiveException stays) {
            LOG.warnf("unfinished upload stays for now key=%s cause=\"%s\"", key, stays.getMessage());
        }
        upload = Optional.empty();
    }
}
