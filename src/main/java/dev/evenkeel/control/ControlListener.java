package dev.evenkeel.control;

import java.time.Duration;

/** Hears what the loop does. The metrics room listens; everything has an empty default so that tests need not. */
public interface ControlListener<K> {

    /** A key was put into the queue. */
    default void added(K key) {}

    /** A key was taken from the queue after {@code waited}. */
    default void taken(K key, Duration waited) {}

    /** A key's turn is over; it lasted {@code worked}. */
    default void finished(K key, Duration worked) {}

    /** A reconciler said {@code outcome} after {@code took}. */
    default void reconciled(K key, Outcome outcome, Duration took) {}

    /** A key is put back to be tried again after {@code delay}. */
    default void retried(K key, Duration delay) {}

    /** A reconciler threw something it should have named. */
    default void panicked(K key, Throwable cause) {}
}
