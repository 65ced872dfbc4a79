package dev.evenkeel.archive.local;

import dev.evenkeel.archive.ArchiveException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;

/** Gives the failures of a file system their names. */
final class LocalFailures {

    private LocalFailures() {}

    /** Java tells a full disk from a broken one by the system's message only. */
    static ArchiveException named(String action, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        String text = action + ": " + cause;
        if (cause instanceof ClosedByInterruptException) {
            return new ArchiveException.Cancelled(text);
        }
        if (message.contains("Read-only file system") || cause instanceof AccessDeniedException) {
            return new ArchiveException.StoreReadOnly(text, cause);
        }
        return message.contains("No space left on device") || message.contains("Disk quota exceeded")
                ? new ArchiveException.StoreFull(text, cause)
                : new ArchiveException.StoreUnavailable(text, cause);
    }
}
