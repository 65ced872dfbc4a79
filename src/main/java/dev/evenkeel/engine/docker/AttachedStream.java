package dev.evenkeel.engine.docker;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a container without a terminal prints. Both its outputs come in one stream of frames: a byte that tells which,
 * three of padding, and the length in four (Engine API, ContainerAttach, "Stream format").
 */
final class AttachedStream extends FilterInputStream {

    private static final int HEADER = 8;
    private static final int STDERR = 2;
    /** The engine copies 32 kB at a time; a frame beyond that many bytes is no frame. */
    private static final int FRAME_MAX = 16 << 20;

    private final Optional<OutputStream> errors;
    private int left;

    private AttachedStream(InputStream frames, Optional<OutputStream> errors) {
        super(frames);
        this.errors = errors;
    }

    /** The standard output; {@code errors} is given the other meanwhile. */
    static InputStream apart(InputStream frames, OutputStream errors) {
        return new AttachedStream(frames, Optional.of(errors));
    }

    /** Both outputs, in the order in which they came. */
    static InputStream together(InputStream frames) {
        return new AttachedStream(frames, Optional.empty());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0) {
            if (!nextFrame()) {
                return -1;
            }
        }
        int read = in.read(buffer, offset, Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the engine stopped in the middle of a frame");
        }
        left -= read;
        return read;
    }

    /** Goes to the next frame that is to be read; hands on what is before it. */
    private boolean nextFrame() throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return false;
        }
        if (header.length < HEADER) {
            throw new EOFException("the engine stopped in the middle of a frame's header");
        }
        int length = ByteBuffer.wrap(header).getInt(HEADER - Integer.BYTES);
        if (length < 0 || length > FRAME_MAX) {
            throw new IOException(
                    "a frame of " + Integer.toUnsignedString(length) + " bytes: this is no attached stream");
        }
        if (header[0] != STDERR || errors.isEmpty()) {
            left = length;
            return true;
        }
        byte[] said = in.readNBytes(length);
        errors.get().write(said);
        if (said.length < length) {
            throw new EOFException("the engine stopped in the middle of a frame");
        }
        return true;
    }
}
