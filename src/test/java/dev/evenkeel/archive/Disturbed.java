package dev.evenkeel.archive;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Streams at which something happens, once, when so many bytes have passed: all others wait meanwhile. */
public final class Disturbed {

    private final long bytes;
    private final Deed deed;
    private long passed;
    private boolean done;

    private Disturbed(long bytes, Deed deed) {
        this.bytes = bytes;
        this.deed = deed;
    }

    /** What somebody does in the middle. */
    @FunctionalInterface
    public interface Deed {
        void happen() throws IOException;
    }

    public static InputStream after(long bytes, InputStream stream, Deed deed) {
        Disturbed disturbed = new Disturbed(bytes, deed);
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = in.read(target, offset, length);
                disturbed.pass(Math.max(read, 0));
                return read;
            }
        };
    }

    public static OutputStream after(long bytes, OutputStream stream, Deed deed) {
        Disturbed disturbed = new Disturbed(bytes, deed);
        return new FilterOutputStream(stream) {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                out.write(source, offset, length);
                disturbed.pass(length);
            }
        };
    }

    private void pass(int more) throws IOException {
        passed += more;
        if (passed >= bytes && !done) {
            done = true;
            deed.happen();
        }
    }
}
