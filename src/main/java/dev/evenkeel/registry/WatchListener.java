package dev.evenkeel.registry;

/** Is told how the watches of clients are getting on. */
public interface WatchListener {

    default void opened() {}

    default void closed() {}

    /** An event went out, or a bookmark. */
    default void sent() {}

    /** A client that did not keep up lost its watch; it will ask again. */
    default void dropped() {}
}
