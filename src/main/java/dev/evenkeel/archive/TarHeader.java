package dev.evenkeel.archive;

import java.util.Arrays;

/**
 * One header block as POSIX {@code ustar} and GNU tar lay it out (pax(1), "ustar Interchange Format").
 *
 * <p>Strict on purpose: whatever could be read in two ways is refused, because the engine reads it after us.
 */
final class TarHeader {

    static final int BLOCK = 512;

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;
    private static final byte[] POSIX_MAGIC = {'u', 's', 't', 'a', 'r', 0};
    private static final byte[] GNU_MAGIC = {'u', 's', 't', 'a', 'r', ' ', ' ', 0};
    private static final byte[] STAR_TRAILER = {'t', 'a', 'r', 0};

    private final byte[] block;

    private TarHeader(byte[] block) {
        this.block = block;
    }

    /** @throws ArchiveException.Corrupt when the block is no header */
    static TarHeader parse(byte[] block) {
        TarHeader header = new TarHeader(block);
        if (header.number(CHECKSUM, CHECKSUM_END) != header.checksum()) {
            throw new ArchiveException.Corrupt("header checksum is wrong");
        }
        if (!header.has(POSIX_MAGIC, 257) && !header.has(GNU_MAGIC, 257) || header.has(STAR_TRAILER, 508)) {
            throw new ArchiveException.Corrupt("header is neither POSIX nor GNU");
        }
        return header;
    }

    char type() {
        return (char) (block[156] & 0xff);
    }

    byte[] name() {
        byte[] name = text(0, 100);
        byte[] prefix = has(POSIX_MAGIC, 257) ? text(345, 500) : new byte[0];
        if (prefix.length == 0) {
            return name;
        }
        byte[] joined = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        joined[prefix.length] = '/';
        System.arraycopy(name, 0, joined, prefix.length + 1, name.length);
        return joined;
    }

    byte[] link() {
        return text(157, 257);
    }

    int mode() {
        return (int) number(100, 108) & 07777;
    }

    long uid() {
        return number(108, 116);
    }

    long gid() {
        return number(116, 124);
    }

    long size() {
        long size = number(124, 136);
        if (size < 0) {
            throw new ArchiveException.Corrupt("negative size");
        }
        return size;
    }

    long mtimeSeconds() {
        return number(136, 148);
    }

    private long checksum() {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM_END ? ' ' : block[i] & 0xff;
        }
        return sum;
    }

    private byte[] text(int from, int to) {
        int end = from;
        while (end < to && block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, from, end);
    }

    private boolean has(byte[] expected, int offset) {
        return Arrays.equals(expected, 0, expected.length, block, offset, offset + expected.length);
    }

    /** Octal digits, or GNU's big-endian binary when the first bit is set. An empty field is 0. */
    private long number(int from, int to) {
        return (block[from] & 0x80) != 0 ? binary(from, to) : octal(from, to);
    }

    private long binary(int from, int to) {
        long value = (block[from] & 0x40) != 0 ? -1L << 6 | block[from] & 0x3f : block[from] & 0x3f;
        for (int i = from + 1; i < to; i++) {
            if (value != value << 8 >> 8) {
                throw new ArchiveException.Corrupt("number does not fit");
            }
            value = value << 8 | block[i] & 0xff;
        }
        return value;
    }

    private long octal(int from, int to) {
        int at = from;
        while (at < to && block[at] == ' ') {
            at++;
        }
        long value = 0;
        for (; at < to && block[at] >= '0' && block[at] <= '7'; at++) {
            value = value * 8 + block[at] - '0';
        }
        for (; at < to; at++) {
            if (block[at] != ' ' && block[at] != 0) {
                throw new ArchiveException.Corrupt("number is not octal");
            }
        }
        return value;
    }
}
