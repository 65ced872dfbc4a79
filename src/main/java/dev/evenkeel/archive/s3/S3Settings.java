package dev.evenkeel.archive.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a bucket is, and how to get at it.
 *
 * @param endpoint the service's address; empty for AWS itself
 * @param prefix what all keys begin with: empty, or ending in a slash
 * @param pathStyle whether the bucket is named in the path and not in the host
 * @param credentials the file with the keys, read again for each call
 * @param lock what keeps archives from being removed
 * @param spool a folder for what is known last and written first
 */
public record S3Settings(
        Optional<URI> endpoint,
        String region,
        String bucket,
        String prefix,
        boolean pathStyle,
        Path credentials,
        Optional<Lock> lock,
        Path spool) {

    /** Who may still remove what is locked. The words are S3's own. */
    public enum Mode {
        /** Nobody. */
        COMPLIANCE,
        /** Those with a special permission. */
        GOVERNANCE
    }

    /** A lock on every object, from when it is written. */
    public record Lock(Mode mode, Duration time) {}

    /** For messages and logs. */
    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
