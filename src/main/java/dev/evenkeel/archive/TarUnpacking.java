package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** A tar on this machine that unpacks what it is fed. When this is closed, it writes no more. */
final class TarUnpacking implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TarUnpacking.class);
    private static final int PIECE = 1 << 16;

    private final Process process;
    private final CompletableFuture<TarMessages> messages;

    TarUnpacking(Process process, Executor threads) {
        this.process = process;
        this.messages = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), threads);
    }

    /** Feeds all of {@code archive}, and waits for the end. */
    List<String> feed(InputStream archive) throws IOException {
        OutputStream tar = process.getOutputStream();
        byte[] piece = new byte[PIECE];
        for (int count = archive.read(piece); count >= 0; count = archive.read(piece)) {
            if (!taken(tar, piece, count)) {
                break;
            }
        }
        end(tar);
        return verdict();
    }

    /** A tar that hangs up says why, and by its exit code that it failed. */
    private static boolean taken(OutputStream tar, byte[] piece, int count) {
        try {
            tar.write(piece, 0, count);
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }

    /** What is still on its way to a tar that has hung up is no failure of the archive. */
    private static void end(OutputStream tar) {
        try {
            tar.close();
        } catch (IOException hungUp) {
            LOG.debugf("tar hung up cause=%s", hungUp.getMessage());
        }
    }

    private List<String> verdict() {
        try {
            int code = process.waitFor();
            return messages.get().unpacked(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArchiveException.Cancelled("interrupted while tar was ending");
        } catch (ExecutionException e) {
            throw new ArchiveException.TargetFailed("what tar says cannot be read", e);
        }
    }

    /** Also on a thread that is interrupted: whoever removes the volume next must be the only one at work on it. */
    @Override
    public void close() {
        process.destroyForcibly();
        end(process.getOutputStream());
        boolean interrupted = Thread.interrupted();
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static TarMessages read(InputStream stream) {
        try {
            return TarMessages.read(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
