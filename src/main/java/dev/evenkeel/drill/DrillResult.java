package dev.evenkeel.drill;

import dev.evenkeel.resource.Defaults;
import java.time.Instant;

/**
 * What came of the newest drill of one volume.
 *
 * @param volume whose archive was restored
 * @param backup the Backup that the archive belongs to
 * @param outcome whether it could be restored
 * @param reason the reason of the Restore, one word
 * @param message the message of the Restore; empty when it has none
 * @param scheduleTime the due time that it was made for
 * @param time when it was over
 */
public record DrillResult(
        String volume,
        String backup,
        Outcome outcome,
        String reason,
        String message,
        Instant scheduleTime,
        Instant time) {

    /** Whether an archive could be restored. */
    public enum Outcome {
        /** What was restored equals the manifest. */
        Passed,
        /** It does not, or could not be restored at all. */
        Failed
    }

    public DrillResult {
        message = Defaults.text(message, "");
    }

    public boolean passed() {
        return outcome == Outcome.Passed;
    }
}
