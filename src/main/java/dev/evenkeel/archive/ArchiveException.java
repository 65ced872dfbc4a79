package dev.evenkeel.archive;

/** Everything that can go wrong with an archive, by name. */
public abstract sealed class ArchiveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ArchiveException(String message) {
        super(message);
    }

    private ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The tar stream ends before its end: whatever came after the last entry is missing. */
    public static final class Truncated extends ArchiveException {
        private static final long serialVersionUID = 1L;

        private final String lastEntry;

        public Truncated(String message, String lastEntry) {
            super(message + " (last entry: " + (lastEntry.isEmpty() ? "none" : lastEntry) + ")");
            this.lastEntry = lastEntry;
        }

        /** The last entry whose header was seen; empty when there was none. */
        public String lastEntry() {
            return lastEntry;
        }
    }

    /** Bytes that are no tar, no compressed stream or no manifest, or one that says what we do not understand. */
    public static final class Corrupt extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String message) {
            super(message);
        }

        public Corrupt(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The archive and its manifest disagree. */
    public static final class Mismatch extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Mismatch(String message) {
            super(message);
        }
    }

    /** An entry that must never be unpacked. */
    public static final class Hostile extends ArchiveException {
        private static final long serialVersionUID = 1L;

        private final SafetyRule rule;
        private final String entry;

        public Hostile(SafetyRule rule, String entry) {
            super(rule.explanation() + ": " + entry);
            this.rule = rule;
            this.entry = entry;
        }

        public SafetyRule rule() {
            return rule;
        }

        public String entry() {
            return entry;
        }
    }

    /** The way of reading that was asked for cannot be gone here. */
    public static final class CaptureUnavailable extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public CaptureUnavailable(String message) {
            super(message);
        }
    }

    /** The volume could not be read to its end. */
    public static final class SourceFailed extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public SourceFailed(String message) {
            super(message);
        }

        public SourceFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The volume could not be written to the archive's end. */
    public static final class TargetFailed extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public TargetFailed(String message) {
            super(message);
        }

        public TargetFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The store is not there, is not ours, or does not answer. Nothing may be concluded from that. */
    public static final class StoreUnavailable extends ArchiveException {
        private static final long serialVersionUID = 1L;

        private final Absence absence;

        /** In what way a store is not there. */
        public enum Absence {
            /** It does not answer, or fails. */
            Silent,
            /** Something answers, and it is no store: no marker in the folder, no such bucket. */
            Missing,
            /** It answers, and does not let us in. */
            Closed
        }

        public StoreUnavailable(String message) {
            this(Absence.Silent, message);
        }

        public StoreUnavailable(Absence absence, String message) {
            super(message);
            this.absence = absence;
        }

        public StoreUnavailable(String message, Throwable cause) {
            this(Absence.Silent, message, cause);
        }

        public StoreUnavailable(Absence absence, String message, Throwable cause) {
            super(message, cause);
            this.absence = absence;
        }

        public Absence absence() {
            return absence;
        }
    }

    /** No space is left, or the quota is used up. */
    public static final class StoreFull extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public StoreFull(String message) {
            super(message);
        }

        public StoreFull(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The store may be read, and not written to. */
    public static final class StoreReadOnly extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public StoreReadOnly(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Files of the volume cannot be read; the message names the first. */
    public static final class FilesUnreadable extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public FilesUnreadable(String message) {
            super(message);
        }
    }

    /** The store works, and keeps what it was told to delete: the keys may not, or it is locked. */
    public static final class DeleteRefused extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public DeleteRefused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The archive is encrypted, and there is no identity here that opens it. Nothing may be concluded from that. */
    public static final class Sealed extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Sealed(String message) {
            super(message);
        }

        public Sealed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The store works, and has no such archive. */
    public static final class NotFound extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public NotFound(ArchiveLocation location) {
            super("no archive at " + location);
        }
    }

    /** Somebody interrupted the work; nothing of it is left. */
    public static final class Cancelled extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Cancelled(String message) {
            super(message);
        }
    }
}
