package dev.evenkeel.registry;

import dev.evenkeel.resource.ResourceKey;

/** Everything that can go wrong with the registry, by name. */
public abstract sealed class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RegistryException(String message) {
        super(message);
    }

    private RegistryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** There is no such object. */
    public static final class NotFound extends RegistryException {
        private static final long serialVersionUID = 1L;

        private final transient ResourceKey key;

        public NotFound(ResourceKey key) {
            super(key + " not found");
            this.key = key;
        }

        public ResourceKey key() {
            return key;
        }
    }

    /** The name is taken. */
    public static final class AlreadyExists extends RegistryException {
        private static final long serialVersionUID = 1L;

        private final transient ResourceKey key;

        public AlreadyExists(ResourceKey key) {
            super(key + " already exists");
            this.key = key;
        }

        public ResourceKey key() {
            return key;
        }
    }

    /** Somebody else wrote the object since it was read. */
    public static final class Conflict extends RegistryException {
        private static final long serialVersionUID = 1L;

        private final transient ResourceKey key;

        public Conflict(ResourceKey key) {
            super(key + " has been modified");
            this.key = key;
        }

        public ResourceKey key() {
            return key;
        }
    }

    /** The history that was asked for has been dropped. */
    public static final class Compacted extends RegistryException {
        private static final long serialVersionUID = 1L;

        public Compacted(long asked, long oldest) {
            super("too old resource version: " + asked + " (" + oldest + ")");
        }
    }

    /** The database does not answer, or not any more. Whether the write took place is unknown. */
    public static sealed class Unavailable extends RegistryException permits Unreadable {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** An object is there, and means nothing to this version: as with any other silence, nothing follows from it. */
    public static final class Unreadable extends Unavailable {
        private static final long serialVersionUID = 1L;

        public Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The database may not serve as the registry until somebody acts: its schema is newer, or it could lose writes. */
    public static final class Unusable extends RegistryException {
        private static final long serialVersionUID = 1L;

        public Unusable(String message) {
            super(message);
        }

        public Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Another process has the registry, and two would undo each other's work. */
    public static final class Taken extends RegistryException {
        private static final long serialVersionUID = 1L;

        public Taken(String message) {
            super(message);
        }
    }
}
