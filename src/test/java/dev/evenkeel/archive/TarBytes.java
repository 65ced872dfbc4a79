package dev.evenkeel.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Builds tar streams block by block, including those that no decent tool would write. */
public final class TarBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public static TarBytes rooted() {
        return new TarBytes().directory("data/");
    }

    public TarBytes directory(String name) {
        return entry('5', name, "", "");
    }

    public TarBytes file(String name, String content) {
        return entry('0', name, "", content);
    }

    public TarBytes symlink(String name, String target) {
        return entry('2', name, target, "");
    }

    public TarBytes hardLink(String name, String target) {
        return entry('1', name, target, "");
    }

    public TarBytes pax(String key, String value) {
        String tail = " " + key + "=" + value + "\n";
        int length = tail.getBytes(StandardCharsets.UTF_8).length;
        int digits = String.valueOf(length + String.valueOf(length).length()).length();
        return entry('x', "pax", "", (length + digits) + tail);
    }

    public TarBytes entry(char type, String name, String link, String content) {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(header(type, name.getBytes(StandardCharsets.UTF_8), link, body.length));
        bytes.writeBytes(Arrays.copyOf(body, (body.length + 511) / 512 * 512));
        return this;
    }

    public TarBytes raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    /** Without the closing blocks. */
    public byte[] open() {
        return bytes.toByteArray();
    }

    public byte[] closed() {
        return Arrays.copyOf(open(), open().length + 1024);
    }

    public static byte[] header(char type, byte[] name, String link, long size) {
        byte[] block = new byte[512];
        System.arraycopy(name, 0, block, 0, name.length);
        put(block, 100, "0000644");
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, String.format("%011o", size));
        put(block, 136, "00000000000");
        block[156] = (byte) type;
        put(block, 157, link);
        put(block, 257, "ustar");
        put(block, 263, "00");
        return sealed(block);
    }

    /** With the checksum it should have. */
    public static byte[] sealed(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : block) {
            sum += each & 0xff;
        }
        put(block, 148, String.format("%06o", sum));
        block[154] = 0;
        return block;
    }

    /** A header that {@code change} has been at, with the checksum it should have. */
    public TarBytes odd(char type, String name, String link, long size, Consumer<byte[]> change) {
        byte[] block = header(type, name.getBytes(StandardCharsets.UTF_8), link, size);
        change.accept(block);
        bytes.writeBytes(sealed(block));
        return this;
    }

    /** A name, or the target of a link, too long for a header. */
    public TarBytes longText(char type, String text) {
        return entry(type, "././@LongLink", "", text + "\0");
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(source, 0, block, offset, source.length);
    }
}
