package dev.evenkeel.archive;

import java.io.InputStream;

/**
 * A volume's contents on their way: a tar stream, and what its source says once it has been read to its end.
 *
 * <p>Closing before the end aborts the source; it may be done from another thread, and ends a read that hangs.
 */
public interface CapturedTar extends AutoCloseable {

    Capture capture();

    /** Uncompressed tar with every member under {@code data/}. */
    InputStream stream();

    /**
     * To be called when the stream has been read to its end.
     *
     * @throws ArchiveException.SourceFailed when the source could not read everything
     */
    CaptureNotes finish();

    @Override
    void close();

    /**
     * The answer of the engine's archive call.
     *
     * @param stream is closed with the capture
     */
    static CapturedTar ofEngine(InputStream stream) {
        return new EngineCapture(stream);
    }
}
