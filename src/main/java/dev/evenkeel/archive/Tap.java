package dev.evenkeel.archive;

import java.io.IOException;
import java.io.OutputStream;

/** Sees the raw bytes of a tar stream pass by, all of them, in order. */
@FunctionalInterface
interface Tap {

    Tap NONE = (bytes, offset, length) -> {};

    void pass(byte[] bytes, int offset, int length) throws IOException;

    static Tap into(OutputStream sink) {
        return sink::write;
    }

    default Tap then(Tap next) {
        return (bytes, offset, length) -> {
            pass(bytes, offset, length);
            next.pass(bytes, offset, length);
        };
    }
}
