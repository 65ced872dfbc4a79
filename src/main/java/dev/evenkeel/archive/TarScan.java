package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Parses a tar stream while it passes by unchanged.
 *
 * <p>Only a stream with its two closing blocks is whole: one that stops at the border of two entries looks healthy to
 * everybody who does not count, and is what the engine sends when it cannot read a file. Memory does not grow with the
 * volume.
 */
final class TarScan {

    /** As much as the engine accepts in a PAX header or long name. */
    private static final int EXTENSION_LIMIT = 1 << 20;

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] ZERO_BLOCK = new byte[TarHeader.BLOCK];

    private final TarInput input;
    private final MemberVisitor visitor;
    private final MessageDigest digest = Digests.sha256();
    private final TarExtensions extensions = new TarExtensions();
    private final byte[] padding = new byte[TarHeader.BLOCK];
    private String lastEntry = "";
    private long entries;
    private long contentBytes;

    private TarScan(TarInput input, MemberVisitor visitor) {
        this.input = input;
        this.visitor = visitor;
    }

    /** What a whole stream amounts to. */
    record Summary(long entries, long contentBytes, long tarBytes) {}

    /**
     * Reads {@code source} to its end.
     *
     * @param tap sees every byte, before the entry which it belongs to is visited
     * @throws ArchiveException.Truncated when the end is missing
     * @throws ArchiveException.Corrupt when it is not tar, or tar that can be read in two ways
     * @throws IOException of {@code source} or {@code tap}
     */
    static Summary scan(InputStream source, Tap tap, MemberVisitor visitor) throws IOException {
        TarInput input = new TarInput(source, tap);
        TarScan scan = new TarScan(input, visitor);
        try {
            scan.readEntries();
        } catch (ArchiveException.Corrupt e) {
            throw new ArchiveException.Corrupt(
                    e.getMessage() + " (after entry " + scan.lastEntry + ", before byte " + input.passed() + ")", e);
        }
        return new Summary(scan.entries, scan.contentBytes, input.passed());
    }

    private void readEntries() throws IOException {
        byte[] block = new byte[TarHeader.BLOCK];
        for (readBlock(block); !isZero(block); readBlock(block)) {
            readEntry(TarHeader.parse(block));
        }
        readBlock(block);
        if (!isZero(block)) {
            throw new ArchiveException.Corrupt("a single zero block in the middle");
        }
        if (!extensions.isEmpty()) {
            throw new ArchiveException.Corrupt("PAX header without an entry");
        }
        if (!input.onlyZerosFollow()) {
            throw new ArchiveException.Corrupt("bytes after the end");
        }
    }

    private void readEntry(TarHeader header) throws IOException {
        switch (header.type()) {
            case 'x' -> extensions.addRecords(extension(header));
            case 'L' -> extensions.addLongName("path", extension(header));
            case 'K' -> extensions.addLongName("linkpath", extension(header));
            case '0', '\0' -> readMember(header, MemberType.FILE);
            case '1' -> readMember(header, MemberType.HARD_LINK);
            case '2' -> readMember(header, MemberType.SYMBOLIC_LINK);
            case '3' -> readMember(header, MemberType.CHARACTER_DEVICE);
            case '4' -> readMember(header, MemberType.BLOCK_DEVICE);
            case '5' -> readMember(header, MemberType.DIRECTORY);
            case '6' -> readMember(header, MemberType.FIFO);
            default -> throw new ArchiveException.Corrupt("entry of unsupported type '" + header.type() + "'");
        }
    }

    private byte[] extension(TarHeader header) throws IOException {
        if (header.size() > EXTENSION_LIMIT) {
            throw new ArchiveException.Corrupt("PAX header of " + header.size() + " bytes");
        }
        byte[] content = new byte[(int) header.size()];
        if (input.read(content, content.length) < content.length) {
            throw truncated("the stream ends within a PAX header");
        }
        skipPadding(content.length);
        return content;
    }

    private void readMember(TarHeader header, MemberType type) throws IOException {
        String name = name(extensions.path(header), type);
        lastEntry = name;
        boolean isLink = type == MemberType.SYMBOLIC_LINK || type == MemberType.HARD_LINK;
        long size = extensions.size(header);
        if (size != 0 && type != MemberType.FILE) {
            throw new ArchiveException.Corrupt("content in a " + type.wireName());
        }
        Member member = new Member(
                name,
                type,
                size,
                type == MemberType.FILE ? digestContent(size) : "",
                header.mode(),
                extensions.uid(header),
                extensions.gid(header),
                extensions.mtime(header),
                isLink ? spell(extensions.link(header)) : "");
        extensions.clear();
        entries++;
        contentBytes += size;
        visitor.visit(member);
    }

    private String digestContent(long size) throws IOException {
        long missing = input.digest(size, digest);
        if (missing > 0) {
            throw truncated(missing + " of " + size + " bytes of content are missing");
        }
        skipPadding(size);
        return HEX.formatHex(digest.digest());
    }

    private void skipPadding(long size) throws IOException {
        int length = (int) (-size & TarHeader.BLOCK - 1);
        if (input.read(padding, length) < length) {
            throw truncated("the stream ends within the padding of an entry");
        }
    }

    private void readBlock(byte[] block) throws IOException {
        int length = input.read(block, block.length);
        if (length < block.length) {
            throw truncated(
                    length == 0 ? "the stream ends without its two closing blocks" : "the stream ends within a header");
        }
    }

    private ArchiveException truncated(String message) {
        return new ArchiveException.Truncated(message, lastEntry);
    }

    /** Directories end in a slash, whether they did in the header or not; nothing else may. */
    private static String name(byte[] bytes, MemberType type) {
        String name = spell(bytes);
        boolean slash = name.endsWith("/");
        if (slash && type != MemberType.DIRECTORY) {
            throw new ArchiveException.Corrupt(type.wireName() + " with the name of a directory: " + name);
        }
        return slash || type != MemberType.DIRECTORY ? name : name + "/";
    }

    private static String spell(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                throw new ArchiveException.Corrupt("zero byte in a name");
            }
        }
        if (bytes.length == 0) {
            throw new ArchiveException.Corrupt("empty name");
        }
        return MemberName.spell(bytes);
    }

    private static boolean isZero(byte[] block) {
        return Arrays.mismatch(block, ZERO_BLOCK) < 0;
    }
}
