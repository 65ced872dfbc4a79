package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** A running tar on this machine. */
final class TarCapture implements CapturedTar {

    private final Process process;
    private final CompletableFuture<TarMessages> messages;

    TarCapture(Process process, Executor threads) {
        this.process = process;
        this.messages = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), threads);
    }

    @Override
    public Capture capture() {
        return Capture.Tar;
    }

    @Override
    public InputStream stream() {
        return process.getInputStream();
    }

    @Override
    public CaptureNotes finish() {
        try {
            int code = process.waitFor();
            return messages.get().verdict(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArchiveException.Cancelled("interrupted while tar was ending");
        } catch (ExecutionException e) {
            throw new ArchiveException.SourceFailed("what tar says cannot be read", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static TarMessages read(InputStream stream) {
        try {
            return TarMessages.read(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
