package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** A running tar. Its exit code is the last word: 0 and 1 are results, 1 one with warnings, anything else is none. */
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
            TarMessages said = messages.get();
            if (code > 1) {
                throw new ArchiveException.SourceFailed(failure(code, said));
            }
            if (code == 1 && said.complaintCount() == 0) {
                throw new ArchiveException.SourceFailed("tar found fault with the volume, but does not say with what");
            }
            return new CaptureNotes(said.complaints(), said.complaintCount(), said.losses());
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

    private static String failure(int code, TarMessages said) {
        String reasons = String.join("; ", said.complaints().stream().limit(3).toList());
        return "tar ended with " + code + ": " + (reasons.isEmpty() ? "no reason given" : reasons)
                + (said.complaintCount() > 3 ? "; and " + (said.complaintCount() - 3) + " more" : "");
    }

    private static TarMessages read(InputStream stream) {
        try {
            return TarMessages.read(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
