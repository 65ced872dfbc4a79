package dev.evenkeel.engine;

/**
 * Everything an engine call can fail with, by name. The message is the engine's own.
 *
 * <p>Told apart by HTTP status and message together: engines use 403 for an overlap, for "in use" and for "already
 * there", and hide some 404s in a 500.
 */
public abstract sealed class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private EngineException(String message) {
        super(message);
    }

    private EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    /** No answer, or one that cannot be read. Whether the engine did it is unknown. */
    public static final class Unreachable extends EngineException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }

        public Unreachable(String message) {
            super(message);
        }
    }

    /** The network, volume, container or image is not there. */
    public static final class NotFound extends EngineException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message);
        }
    }

    /** The name is taken, or stands for several objects. */
    public static final class NameTaken extends EngineException {
        private static final long serialVersionUID = 1L;

        public NameTaken(String message) {
            super(message);
        }
    }

    /** A network with active endpoints, or a volume with a container, cannot be removed. */
    public static final class InUse extends EngineException {
        private static final long serialVersionUID = 1L;

        public InUse(String message) {
            super(message);
        }
    }

    /** The container is on that network already. */
    public static final class AlreadyConnected extends EngineException {
        private static final long serialVersionUID = 1L;

        public AlreadyConnected(String message) {
            super(message);
        }
    }

    /** The container is not on that network. */
    public static final class NotConnected extends EngineException {
        private static final long serialVersionUID = 1L;

        public NotConnected(String message) {
            super(message);
        }
    }

    /** Somebody else has the fixed address. */
    public static final class AddressInUse extends EngineException {
        private static final long serialVersionUID = 1L;

        public AddressInUse(String message) {
            super(message);
        }
    }

    /** The subnet overlaps with that of another network, or no free one is left. */
    public static final class AddressPool extends EngineException {
        private static final long serialVersionUID = 1L;

        public AddressPool(String message) {
            super(message);
        }
    }

    /** Only a manager of a swarm does that, and this engine is none. */
    public static final class SwarmRequired extends EngineException {
        private static final long serialVersionUID = 1L;

        public SwarmRequired(String message) {
            super(message);
        }
    }

    /** The device behind a network or a volume is gone from the engine's host, and the engine still lists it. */
    public static final class DeviceGone extends EngineException {
        private static final long serialVersionUID = 1L;

        public DeviceGone(String message) {
            super(message);
        }
    }

    /** The engine cannot mount a volume, or its driver does not. */
    public static final class MountFailed extends EngineException {
        private static final long serialVersionUID = 1L;

        public MountFailed(String message) {
            super(message);
        }
    }

    /** The engine does not take an image of ours. */
    public static final class ImageRefused extends EngineException {
        private static final long serialVersionUID = 1L;

        public ImageRefused(String message) {
            super(message);
        }
    }

    /** The engine does not make a helper. */
    public static final class HelperRefused extends EngineException {
        private static final long serialVersionUID = 1L;

        public HelperRefused(String message) {
            super(message);
        }
    }

    /** The engine understood and refuses: it will say the same again. */
    public static final class Rejected extends EngineException {
        private static final long serialVersionUID = 1L;

        public Rejected(String message) {
            super(message);
        }
    }

    /** The policy of this side refuses: the engine was not asked. */
    public static final class Denied extends EngineException {
        private static final long serialVersionUID = 1L;

        public Denied(String message) {
            super(message);
        }
    }

    /** The engine tried and failed: it may work another time. */
    public static final class Failed extends EngineException {
        private static final long serialVersionUID = 1L;

        public Failed(String message) {
            super(message);
        }
    }
}
