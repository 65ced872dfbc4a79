package dev.evenkeel.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** A stream whose failures to read have a name, so that nobody takes a broken source for a broken store. */
final class NamedFailures extends FilterInputStream {

    private final Function<IOException, ArchiveException> naming;

    NamedFailures(InputStream source, Function<IOException, ArchiveException> naming) {
        super(source);
        this.naming = naming;
    }

    @Override
    public int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw naming.apply(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            throw naming.apply(e);
        }
    }
}
