package dev.evenkeel.boot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The folder with everything that must outlive the process, and the lock that keeps a second process out of it. */
final class DataDirectory implements AutoCloseable {

    static final String REGISTRY = "registry.db";
    static final String SOCKET = "api.sock";
    static final String BACKUPS = "backups";
    static final String SPOOL = "spool";
    static final String TOKENS = "tokens";
    static final String KUBECONFIG = "kubeconfig";
    static final String AUDIT = "audit.log";

    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be, and takes possession of it until it is closed.
     *
     * @return empty when another process has it
     * @throws IOException when it cannot be made or written to
     */
    static Optional<DataDirectory> claim(Path path) throws IOException {
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException notAFolder) {
            throw new IOException(path + " is not a folder", notAFolder);
        }
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new DataDirectory(path, channel));
    }

    /** Where the data directory is when nobody says: as a system service, or as one user's own. */
    static Path standard(String user, Path home) {
        return user.equals("root") ? Path.of("/var/lib/evenkeel") : home.resolve(".local/share/evenkeel");
    }

    /** Removes the socket of a process that is gone: a new one cannot be bound over it. */
    void dropStaleSocket() throws IOException {
        Files.deleteIfExists(path.resolve(SOCKET));
    }

    /** Gives it up. The lock belongs to the open file: whoever forgets this object loses it, too. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
