package dev.evenkeel.event;

import dev.evenkeel.resource.EventType;

/** Hears what becomes of events. The metrics room listens. */
public interface EventListener {

    /** Nobody listens. */
    EventListener NONE = new EventListener() {};

    /** Why something was not told. */
    enum Loss {
        /** More happened at once than is remembered until there is time to tell. */
        QueueFull,
        /** Too much was told about this resource lately. */
        TooMany,
        /** The registry does not answer. */
        RegistryUnavailable
    }

    /** Something was told, for the first time or again. */
    default void recorded(EventType type) {}

    /** Something was not told. */
    default void lost(Loss loss) {}
}
