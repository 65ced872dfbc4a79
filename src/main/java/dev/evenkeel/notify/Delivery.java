package dev.evenkeel.notify;

/** What became of a message. */
public sealed interface Delivery {

    /** It arrived. */
    record Arrived() implements Delivery {}

    /** It did not; nothing in {@code cause} is a secret. */
    record Failed(String cause) implements Delivery {}
}
