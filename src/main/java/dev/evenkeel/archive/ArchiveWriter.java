package dev.evenkeel.archive;

import java.util.function.LongSupplier;

/** Turns a captured volume into a published archive, in one pass and in constant memory. */
public final class ArchiveWriter {

    /**
     * @param compressionThreads that may compress besides the calling one
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public ArchiveWriter(ArchiveStore store, int compressionThreads, LongSupplier nanoTime) {}

    /**
     * Reads {@code source} to its end and publishes the archive; whatever goes wrong before that leaves nothing behind.
     * Interrupting the calling thread, or closing {@code source} from another, aborts.
     *
     * @throws ArchiveException by the name of what went wrong
     */
    public StoredArchive write(
            CapturedTar source, ArchiveOrigin origin, Compression compression, ArchiveProgress progress) {
        throw new ArchiveException.SourceFailed("not yet");
    }
}
