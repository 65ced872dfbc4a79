package dev.evenkeel.quiesce;

import dev.evenkeel.resource.Defaults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who was made to stand still, and for how long. Written before the first of them is: as long as it has no end, all of
 * them are made to run again before anything else is done.
 *
 * @param mode what was done to them
 * @param since when it began
 * @param until when all of them ran again; missing as long as they do not
 * @param milliseconds how long that took, in milliseconds
 * @param message why some of them do not run yet; empty when they do, or have not been tried
 * @param containers who, in the order in which they were stopped or paused; they are started in the opposite one. Those
 *     that did not run before are not among them
 */
public record Quiesced(
        QuiesceMode mode,
        Instant since,
        Optional<Instant> until,
        long milliseconds,
        String message,
        List<QuiescedContainer> containers) {

    public Quiesced {
        mode = Defaults.value(mode, QuiesceMode.None);
        since = Defaults.value(since, Instant.EPOCH);
        until = Defaults.optional(until);
        message = Defaults.text(message, "");
        containers = Defaults.list(containers);
    }

    /** A window that is about to be opened. */
    public static Quiesced opening(QuiescePlan plan, Instant now) {
        return new Quiesced(plan.mode(), now, Optional.empty(), 0, "", plan.containers());
    }

    /** Whether somebody may still stand still. */
    public boolean open() {
        return until.isEmpty();
    }

    public Quiesced closed(Instant now) {
        return new Quiesced(
                mode,
                since,
                Optional.of(now),
                Math.max(0, Duration.between(since, now).toMillis()),
                "",
                containers);
    }

    /** Not all of them could be made to run again. */
    public Quiesced hindered(List<String> failures) {
        return new Quiesced(mode, since, until, milliseconds, String.join("; ", failures), containers);
    }

    public Duration duration() {
        return Duration.ofMillis(milliseconds);
    }
}
