package dev.evenkeel.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The members of an encrypted archive's manifest: in the place of objects there are strings, and what they hold in
 * base64, one after the other, is an encrypted file with the objects. {@code jq -r '.members[]' x.json | base64 -d |
 * age -d -i key} shows them.
 */
final class SealedMembers {

    /** Of bytes in one string; divisible by three, so that the strings can be put together before they are decoded. */
    private static final int CHUNK = 48 * 1024;

    private SealedMembers() {}

    /** Writes strings, with commas between them. */
    static final class Writer extends OutputStream {

        private final OutputStream sink;
        private final byte[] chunk = new byte[CHUNK];
        private int filled;
        private boolean begun;

        Writer(OutputStream sink) {
            this.sink = sink;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int step = Math.min(length - done, CHUNK - filled);
                System.arraycopy(source, offset + done, chunk, filled, step);
                filled += step;
                done += step;
                if (filled == CHUNK) {
                    writeChunk();
                }
            }
        }

        private void writeChunk() throws IOException {
            byte[] bytes = filled == CHUNK ? chunk : Arrays.copyOf(chunk, filled);
            String text = (begun ? ",\n" : "") + '"' + Base64.getEncoder().encodeToString(bytes) + '"';
            sink.write(text.getBytes(StandardCharsets.US_ASCII));
            begun = true;
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            if (filled > 0) {
                writeChunk();
            }
            sink.close();
        }
    }

    /** Reads the strings of an array, from the one that {@code parser} is at to the last. */
    static final class Reader extends InputStream {

        private final JsonParser parser;
        private ByteArrayInputStream chunk = new ByteArrayInputStream(new byte[0]);
        private boolean ended;

        Reader(JsonParser parser) throws IOException {
            this.parser = parser;
            take(parser.currentToken());
        }

        private void take(JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_STRING) {
                chunk = new ByteArrayInputStream(parser.getBinaryValue());
            } else {
                ended = true;
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (!ended && chunk.available() == 0) {
                take(parser.nextToken());
            }
            return ended ? -1 : chunk.read(target, offset, length);
        }
    }
}
