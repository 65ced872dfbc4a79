package dev.evenkeel.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts and digests what is written through it. */
final class DigestingOutput extends FilterOutputStream {

    private final MessageDigest digest = Digests.sha256();
    private long bytes;

    DigestingOutput(OutputStream sink) {
        super(sink);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
        digest.update(source, offset, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** The digest of everything; to be asked once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
