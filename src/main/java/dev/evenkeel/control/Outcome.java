package dev.evenkeel.control;

import java.time.Duration;

/** What a reconciler says of the resource it was given, and with that, when it is looked at again. */
public sealed interface Outcome {

    /** The engine agrees with the spec. Looked at again when something changes. */
    record Settled() implements Outcome {}

    /** All is well and there is something to do later. */
    record CheckAgain(Duration after) implements Outcome {}

    /** It did not work and may work next time: tried again with growing delays. */
    record Failed(String reason) implements Outcome {}

    /** It cannot work until somebody changes something: tried again when that happens, or at the next resync. */
    record Blocked(String reason) implements Outcome {}

    static Outcome settled() {
        return new Settled();
    }

    static Outcome checkAgain(Duration after) {
        return new CheckAgain(after);
    }

    static Outcome failed(Enum<?> reason) {
        return new Failed(reason.name());
    }

    static Outcome blocked(Enum<?> reason) {
        return new Blocked(reason.name());
    }
}
