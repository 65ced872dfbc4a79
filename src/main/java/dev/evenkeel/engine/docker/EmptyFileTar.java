package dev.evenkeel.engine.docker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A tar with one empty file in it, as POSIX {@code ustar} lays it out. */
final class EmptyFileTar {

    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;

    private EmptyFileTar() {}

    /** @param name of at most 100 bytes */
    static byte[] of(String name) {
        byte[] tar = new byte[3 * BLOCK];
        put(tar, 0, name);
        put(tar, 100, "0000600");
        put(tar, 108, "0000000");
        put(tar, 116, "0000000");
        put(tar, 124, "00000000000");
        put(tar, 136, "00000000000");
        put(tar, 156, "0");
        put(tar, 257, "ustar");
        put(tar, 263, "00");
        Arrays.fill(tar, CHECKSUM, CHECKSUM_END, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += tar[i] & 0xff;
        }
        put(tar, CHECKSUM, String.format("%06o", sum));
        tar[CHECKSUM + 6] = 0;
        return tar;
    }

    private static void put(byte[] tar, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, offset, bytes.length);
    }
}
