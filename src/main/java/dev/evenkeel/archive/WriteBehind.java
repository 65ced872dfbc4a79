package dev.evenkeel.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Writes in a thread of its own what it is given, so that reading and compressing go on while a store takes its time:
 * in order, and never more than 4 MB behind. Whoever writes here hears of a failure at one of the next pieces, at the
 * latest when closing. Once it is closed, nothing is being written any more. For one thread.
 */
final class WriteBehind extends OutputStream {

    private static final int PIECE = 1 << 18;
    private static final int PIECES_MAX = 16;
    private static final byte[] END = {};
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final OutputStream sink;
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES_MAX);
    private final FutureTask<Long> writer = new FutureTask<>(this::writeAll);
    private final CountDownLatch ended = new CountDownLatch(1);
    private byte[] piece = new byte[PIECE];
    private int filled;
    private boolean closed;
    private boolean failureTold;

    private WriteBehind(OutputStream sink) {
        this.sink = sink;
    }

    /** Without {@code workers} whoever writes does it all: the sink itself. */
    static OutputStream of(OutputStream sink, Workers workers) {
        if (workers.threads() == 0) {
            return sink;
        }
        WriteBehind behind = new WriteBehind(sink);
        workers.executor().execute(() -> {
            behind.writer.run();
            behind.ended.countDown();
        });
        return behind;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int taken = Math.min(count - done, PIECE - filled);
            System.arraycopy(bytes, offset + done, piece, filled, taken);
            filled += taken;
            done += taken;
            if (filled == PIECE) {
                hand(piece);
                piece = new byte[PIECE];
                filled = 0;
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            try {
                if (!failureTold) {
                    hand(Arrays.copyOf(piece, filled));
                    hand(END);
                    awaitWriter();
                }
            } finally {
                writer.cancel(true);
                awaitEnd();
            }
        }
    }

    /** Answers how many bytes. */
    private long writeAll() throws IOException, InterruptedException {
        long bytes = 0;
        for (byte[] next = pieces.take(); next != END; next = pieces.take()) {
            sink.write(next);
            bytes += next.length;
        }
        return bytes;
    }

    private void hand(byte[] next) throws IOException {
        try {
            while (!pieces.offer(next, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                if (writer.isDone()) {
                    awaitWriter();
                }
            }
        } catch (InterruptedException interrupted) {
            throw cancelled();
        }
    }

    /** A failure is told once: whoever closes because of it would add it to itself. */
    private void awaitWriter() throws IOException {
        if (failureTold) {
            throw new IOException("nothing is written any more");
        }
        try {
            writer.get();
        } catch (InterruptedException interrupted) {
            throw cancelled();
        } catch (ExecutionException failed) {
            failureTold = true;
            switch (failed.getCause()) {
                case ArchiveException named -> throw named;
                case IOException unnamed -> throw unnamed;
                default -> throw new IllegalStateException("writing failed", failed.getCause());
            }
        }
    }

    /** Also when interrupted: who is told that this is closed may remove what was written. */
    private void awaitEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ArchiveException cancelled() {
        Thread.currentThread().interrupt();
        return new ArchiveException.Cancelled("interrupted while writing");
    }
}
