package dev.evenkeel.restore;

import dev.evenkeel.resource.Defaults;
import java.time.Duration;
import java.util.Optional;

/**
 * How far the step has come that {@code reason} names.
 *
 * @param bytes bytes of tar that are done
 * @param totalBytes bytes of tar that there are
 * @param etaSeconds seconds until the step is done, if it goes on as fast as so far; absent until that can be said
 */
public record RestoreProgress(long bytes, long totalBytes, Optional<Long> etaSeconds) {

    static final RestoreProgress NONE = new RestoreProgress(0, 0, Optional.empty());

    public RestoreProgress {
        etaSeconds = Defaults.optional(etaSeconds);
    }

    static RestoreProgress begun(long totalBytes) {
        return new RestoreProgress(0, totalBytes, Optional.empty());
    }

    /** @param elapsed since the step began */
    static RestoreProgress after(Duration elapsed, long bytes, long totalBytes) {
        long done = Math.min(bytes, totalBytes);
        double seconds = elapsed.toNanos() / 1e9;
        return new RestoreProgress(
                done,
                totalBytes,
                done == 0 || seconds <= 0
                        ? Optional.empty()
                        : Optional.of((long) Math.ceil((totalBytes - done) / (done / seconds))));
    }
}
