package dev.evenkeel.notify;

/** Hears what becomes of notifications. The metrics room listens. */
public interface NotificationListener {

    /** Nobody listens. */
    NotificationListener NONE = new NotificationListener() {};

    /** A message arrived. */
    default void delivered(String receiver) {}

    /** A message did not arrive; what is true then is told later. */
    default void failed(String receiver) {}

    /** A problem was over before its receiver could be told of it. */
    default void dropped(String receiver) {}
}
