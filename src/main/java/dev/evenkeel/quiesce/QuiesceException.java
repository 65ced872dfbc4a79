package dev.evenkeel.quiesce;

/** Why containers cannot be made to stand still, or did not, by name. */
public abstract sealed class QuiesceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private QuiesceException(String message) {
        super(message);
    }

    /** It would be Evenkeel itself. Nobody would be left to start it again. */
    public static final class Ourselves extends QuiesceException {
        private static final long serialVersionUID = 1L;

        Ourselves(String message) {
            super(message);
        }
    }

    /** The container would not come back: somebody removes or replaces it when it stops. */
    public static final class WouldNotReturn extends QuiesceException {
        private static final long serialVersionUID = 1L;

        WouldNotReturn(String message) {
            super(message);
        }
    }

    /** It did not end by itself in time. */
    public static final class TimedOut extends QuiesceException {
        private static final long serialVersionUID = 1L;

        TimedOut(String message) {
            super(message);
        }
    }

    /** The engine does not stop or pause it. */
    public static final class Refused extends QuiesceException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** Somebody who stood still ran again too early, or somebody else began to write. */
    public static final class Disturbed extends QuiesceException {
        private static final long serialVersionUID = 1L;

        Disturbed(String message) {
            super(message);
        }
    }
}
