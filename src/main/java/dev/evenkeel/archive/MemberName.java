package dev.evenkeel.archive;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * How names are spelt, which to the file system are any bytes.
 *
 * <p>Valid UTF-8 is spelt as it is, each byte of anything else as {@code \xhh}, and a backslash as {@code \\}. So
 * different names are spelt differently, every spelling is a valid JSON string, and the bytes can be had back.
 */
final class MemberName {

    /** The folder under which an archive holds a volume; its own entry carries the owner and mode of the root. */
    static final String ROOT = "data/";

    private static final HexFormat HEX = HexFormat.of();

    private MemberName() {}

    static String spell(byte[] name) {
        return isPlain(name) ? new String(name, StandardCharsets.US_ASCII) : spellOddly(name);
    }

    /** How many bytes the name has that is spelt like that. */
    static int bytes(String spelling) {
        int bytes = spelling.getBytes(StandardCharsets.UTF_8).length;
        for (int at = spelling.indexOf('\\'); at >= 0; ) {
            int length = spelling.charAt(at + 1) == 'x' ? 4 : 2;
            bytes -= length - 1;
            at = spelling.indexOf('\\', at + length);
        }
        return bytes;
    }

    private static boolean isPlain(byte[] name) {
        for (byte each : name) {
            if (each < 0 || each == '\\') {
                return false;
            }
        }
        return true;
    }

    private static String spellOddly(byte[] name) {
        StringBuilder spelling = new StringBuilder(name.length + 16);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(name);
        CharBuffer valid = CharBuffer.allocate(name.length);
        CoderResult result;
        do {
            result = decoder.decode(bytes, valid, true);
            spelling.append(valid.flip().toString().replace("\\", "\\\\"));
            valid.clear();
            for (int i = 0; result.isError() && i < result.length(); i++) {
                spelling.append("\\x").append(HEX.toHexDigits(bytes.get()));
            }
        } while (result.isError());
        return spelling.toString();
    }
}
