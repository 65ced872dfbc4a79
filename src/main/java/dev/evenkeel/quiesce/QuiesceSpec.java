package dev.evenkeel.quiesce;

import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.time.Duration;
import java.util.List;

/**
 * Whether containers that write to the volumes stand still while these are read. Who they are is asked of the engine:
 * they need not be declared.
 *
 * @param mode what is done to them
 * @param timeoutSeconds how long one of them may take to stop, in seconds, 1 to 3600. One that takes longer is killed
 *     by the engine; that is no clean end, so nothing is archived then
 */
public record QuiesceSpec(QuiesceMode mode, Integer timeoutSeconds) {

    /** Nobody has to stand still. */
    public static final QuiesceSpec NONE = new QuiesceSpec(QuiesceMode.None, 60);

    static final int TIMEOUT_SECONDS_DEFAULT = 60;

    /** Longer than that nobody wants an application to be away at night. */
    static final int TIMEOUT_SECONDS_MAX = 3600;

    public QuiesceSpec {
        mode = Defaults.value(mode, QuiesceMode.None);
        timeoutSeconds = Defaults.value(timeoutSeconds, TIMEOUT_SECONDS_DEFAULT);
    }

    public boolean wanted() {
        return mode != QuiesceMode.None;
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** The rules that this breaks as the value of {@code field}. */
    public List<Violation> violations(String field) {
        return timeoutSeconds >= 1 && timeoutSeconds <= TIMEOUT_SECONDS_MAX
                ? List.of()
                : List.of(Violation.invalid(
                        field + ".timeoutSeconds",
                        timeoutSeconds,
                        "must be between 1 and " + TIMEOUT_SECONDS_MAX + ", which is an hour"));
    }
}
