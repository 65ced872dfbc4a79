package dev.evenkeel.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Gzip by several threads, as pigz does it: blocks are deflated by themselves, each with the end of the one before as
 * its dictionary, and make up one ordinary member (RFC 1952) that every gunzip reads.
 */
final class ParallelGzip extends OutputStream {

    private static final int BLOCK = 1 << 20;
    /** How far back deflate can look (RFC 1951, 2). */
    private static final int DICTIONARY = 32 << 10;
    /** The empty last block of a deflate stream, with fixed codes (RFC 1951, 3.2.6). */
    private static final byte[] LAST_BLOCK = {3, 0};
    /** No name, no time, unknown system (RFC 1952, 2.3). */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final OutputStream sink;
    private final int level;
    private final Workers workers;
    private final Deque<CompletableFuture<byte[]>> underway = new ArrayDeque<>();
    private final CRC32 checksum = new CRC32();
    private byte[] dictionary = {};
    private byte[] block = new byte[BLOCK];
    private int filled;
    private long length;
    private boolean closed;

    ParallelGzip(OutputStream sink, int level, Workers workers) throws IOException {
        this.sink = sink;
        this.level = level;
        this.workers = workers;
        sink.write(HEADER);
    }

    @Override
    public void write(int character) throws IOException {
        write(new byte[] {(byte) character}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        checksum.update(bytes, offset, count);
        length += count;
        for (int done = 0; done < count; ) {
            int taken = Math.min(count - done, BLOCK - filled);
            System.arraycopy(bytes, offset + done, block, filled, taken);
            filled += taken;
            done += taken;
            if (filled == BLOCK) {
                submit();
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
            submit();
            while (!underway.isEmpty()) {
                writeOldest();
            }
            sink.write(LAST_BLOCK);
            sink.write(ByteBuffer.allocate(2 * Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) checksum.getValue())
                    .putInt((int) length)
                    .array());
        }
    }

    private void submit() throws IOException {
        byte[] input = block;
        byte[] before = dictionary;
        int count = filled;
        while (underway.size() > workers.threads()) {
            writeOldest();
        }
        underway.add(CompletableFuture.supplyAsync(() -> deflate(input, count, before, level), workers.executor()));
        dictionary = Arrays.copyOfRange(input, Math.max(0, count - DICTIONARY), count);
        block = new byte[BLOCK];
        filled = 0;
    }

    private void writeOldest() throws IOException {
        try {
            sink.write(underway.remove().get());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ArchiveException.Cancelled("interrupted while compressing");
        } catch (ExecutionException failed) {
            throw new IOException("a block cannot be compressed", failed.getCause());
        }
    }

    /** Up to the boundary of a byte, and not the last. */
    private static byte[] deflate(byte[] input, int count, byte[] dictionary, int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setDictionary(dictionary);
            deflater.setInput(input, 0, count);
            ByteArrayOutputStream output = new ByteArrayOutputStream(count / 2);
            byte[] buffer = new byte[DICTIONARY];
            int written;
            do {
                written = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                output.write(buffer, 0, written);
            } while (written == buffer.length);
            return output.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
