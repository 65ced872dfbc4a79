package dev.evenkeel.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * A file of {@link AuditEvent}s, one line each. When it is full it becomes {@code audit.log.1}, and what was
 * {@code audit.log.1} becomes {@code audit.log.2}, up to a number of files.
 *
 * <p>A line that cannot be written is counted and told to the log; the request is answered all the same, because a full
 * disk must not keep anybody from repairing things.
 */
public final class AuditLog {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);

    private final Path file;
    private final long bytesMax;
    private final int filesMax;
    private final AuditListener listener;
    private Optional<FileChannel> open = Optional.empty();
    private Optional<Object> opened = Optional.empty();

    /**
     * @param bytesMax of one file
     * @param filesMax kept, the current one included
     * @param listener is told of each denial, and of each line that was lost
     */
    public AuditLog(Path file, long bytesMax, int filesMax, AuditListener listener) {
        this.file = file;
        this.bytesMax = bytesMax;
        this.filesMax = filesMax;
        this.listener = listener;
    }

    public synchronized void write(AuditEvent event) {
        if (event.denied()) {
            listener.denied(event.code());
        }
        ByteBuffer line = StandardCharsets.US_ASCII.encode(event.line() + "\n");
        try {
            FileChannel channel = channel();
            if (channel.size() > 0 && channel.size() + line.remaining() > bytesMax) {
                rotate();
                channel = channel();
            }
            append(channel, line);
            listener.written(AuditEvent.LEVEL);
        } catch (IOException failure) {
            listener.lost();
            LOG.errorf("audit line lost cause=\"%s\"", failure.getMessage());
            close();
        }
    }

    /** The whole line or nothing of it: the next one must not continue half of this. */
    private static void append(FileChannel channel, ByteBuffer line) throws IOException {
        long before = channel.size();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException failure) {
            channel.truncate(before);
            throw failure;
        }
    }

    public synchronized void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException failure) {
            LOG.warnf("audit log not closed cause=\"%s\"", failure.getMessage());
        }
        open = Optional.empty();
    }

    private FileChannel channel() throws IOException {
        if (!identity().equals(opened)) {
            close(); // somebody took it away, and would never see what is written to it from now on
        }
        if (open.isEmpty()) {
            open = Optional.of(FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
            opened = identity();
        }
        return open.get();
    }

    /** Which file has the name now: logrotate makes another one at once. */
    private Optional<Object> identity() throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private void rotate() throws IOException {
        close();
        for (int number = filesMax - 1; number > 0; number--) {
            Path older = number == 1 ? file : numbered(number - 1);
            if (Files.exists(older)) {
                Files.move(older, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (filesMax == 1) {
            Files.deleteIfExists(file);
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
