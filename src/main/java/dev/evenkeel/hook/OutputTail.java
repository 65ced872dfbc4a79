package dev.evenkeel.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The end of a stream of any length. */
final class OutputTail {

    /** A status is read by many, and often. */
    static final int BYTES_MAX = 4096;

    private static final int BUFFER = 8192;

    private final byte[] ring = new byte[BYTES_MAX];
    private long passed;

    /** @throws IOException when the stream breaks off; what came before is kept */
    void readAll(InputStream stream) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            for (int i = 0; i < read; i++) {
                ring[(int) (passed++ % BYTES_MAX)] = buffer[i];
            }
        }
    }

    /** As text; what is no UTF-8, and control characters that would play tricks on a terminal, are replaced. */
    String text() {
        int length = (int) Math.min(passed, BYTES_MAX);
        byte[] tail = new byte[length];
        for (int i = 0; i < length; i++) {
            tail[i] = ring[(int) ((passed - length + i) % BYTES_MAX)];
        }
        return new String(tail, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD")
                .strip();
    }
}
