package dev.evenkeel.archive;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What precedes a header and overrides it: PAX records (pax(1), "pax Extended Header") and GNU long names.
 *
 * <p>Values stay bytes, since a path need not be UTF-8.
 */
final class TarExtensions {

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}");
    private static final Pattern TIME = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]*)?");

    private final Map<String, byte[]> records = new HashMap<>();

    /** Takes the content of a PAX header of type {@code x}. */
    void addRecords(byte[] content) {
        int at = 0;
        while (at < content.length) {
            int space = indexOf(content, ' ', at);
            long length = decimal(Arrays.copyOfRange(content, at, space));
            if (length <= space - at || length > content.length - at || content[at + (int) length - 1] != '\n') {
                throw new ArchiveException.Corrupt("PAX record of a wrong length");
            }
            int end = at + (int) length;
            int equals = indexOf(content, '=', space);
            if (equals >= end) {
                throw new ArchiveException.Corrupt("PAX record without a value");
            }
            String key = new String(content, space + 1, equals - space - 1, StandardCharsets.UTF_8);
            add(key, Arrays.copyOfRange(content, equals + 1, end - 1));
            at = end;
        }
    }

    /** Takes the content of a GNU header of type {@code L} or {@code K}. */
    void addLongName(String key, byte[] content) {
        int end = content.length > 0 && content[content.length - 1] == 0 ? content.length - 1 : content.length;
        add(key, Arrays.copyOf(content, end));
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    void clear() {
        records.clear();
    }

    byte[] path(TarHeader header) {
        return text("path").orElseGet(header::name);
    }

    byte[] link(TarHeader header) {
        return text("linkpath").orElseGet(header::link);
    }

    long size(TarHeader header) {
        return number("size").orElseGet(header::size);
    }

    long uid(TarHeader header) {
        return number("uid").orElseGet(header::uid);
    }

    long gid(TarHeader header) {
        return number("gid").orElseGet(header::gid);
    }

    Instant mtime(TarHeader header) {
        try {
            return text("mtime").map(TarExtensions::time).orElseGet(() -> Instant.ofEpochSecond(header.mtimeSeconds()));
        } catch (DateTimeException e) {
            throw new ArchiveException.Corrupt("mtime is out of all bounds", e);
        }
    }

    private void add(String key, byte[] value) {
        if (key.startsWith("GNU.sparse.")) {
            throw new ArchiveException.Corrupt("sparse entries are not supported");
        }
        if (records.put(key, value) != null) {
            throw new ArchiveException.Corrupt("PAX record " + key + " appears twice");
        }
    }

    private Optional<byte[]> text(String key) {
        return Optional.ofNullable(records.get(key));
    }

    private Optional<Long> number(String key) {
        return text(key).map(TarExtensions::decimal);
    }

    private static int indexOf(byte[] content, char wanted, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == wanted) {
                return i;
            }
        }
        throw new ArchiveException.Corrupt("PAX record is cut off");
    }

    private static long decimal(byte[] digits) {
        String number = new String(digits, StandardCharsets.ISO_8859_1);
        if (!DECIMAL.matcher(number).matches()) {
            throw new ArchiveException.Corrupt("PAX record is not a number: " + number);
        }
        return Long.parseLong(number);
    }

    /** Seconds with an optional fraction, which is cut to nanoseconds. */
    private static Instant time(byte[] digits) {
        String number = new String(digits, StandardCharsets.ISO_8859_1);
        if (!TIME.matcher(number).matches()) {
            throw new ArchiveException.Corrupt("PAX time is not a number: " + number);
        }
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String fraction = point < 0 ? "" : number.substring(point + 1);
        long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
        return Instant.ofEpochSecond(Long.parseLong(whole), number.startsWith("-") ? -nanos : nanos);
    }
}
