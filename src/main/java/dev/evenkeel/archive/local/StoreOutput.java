package dev.evenkeel.archive.local;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file of the store that is being written: private to its owner, and its failures have names. */
final class StoreOutput extends OutputStream {

    private final Path path;
    private final FileOutputStream file;

    private StoreOutput(Path path, FileOutputStream file) {
        this.path = path;
        this.file = file;
    }

    /** Creates {@code path}, readable by its owner only; fails when it is there already. */
    static StoreOutput create(Path path) throws IOException {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new StoreOutput(path, new FileOutputStream(path.toFile()));
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        try {
            file.write(source, offset, length);
        } catch (IOException e) {
            throw LocalFailures.named("cannot write " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw LocalFailures.named("cannot close " + path, e);
        }
    }
}
