package dev.evenkeel.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Where in its store an archive is: {@code <namespace>/<volume>-<yyyyMMdd'T'HHmmss'Z'>[-<n>].tar.zst[.age]}.
 *
 * <p>Both parts begin with a letter or digit and hold no slash, so no location leads out of a store or to a temporary
 * file.
 */
public record ArchiveLocation(String namespace, String fileName) {

    private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");
    private static final Pattern FILE_NAME = Pattern.compile(
            "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}-\\d{8}T\\d{6}Z(-\\d{1,9})?\\.tar(\\.zst|\\.gz)?(\\.age)?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public ArchiveLocation {
        require(NAMESPACE, namespace);
        require(FILE_NAME, fileName);
    }

    /** @throws IllegalArgumentException when {@code location} is not what {@link #toString} answers */
    public static ArchiveLocation parse(String location) {
        int slash = location.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a location of an archive: " + location);
        }
        return new ArchiveLocation(location.substring(0, slash), location.substring(slash + 1));
    }

    public static boolean isNamespace(String name) {
        return NAMESPACE.matcher(name).matches();
    }

    public static boolean isFileName(String name) {
        return FILE_NAME.matcher(name).matches();
    }

    /** @param attempt 1 for the plain name, above that for when the ones before it are taken */
    public static ArchiveLocation of(
            ArchiveOrigin origin, Compression.Algorithm algorithm, ArchiveCipher cipher, int attempt) {
        String suffix = attempt == 1 ? "" : "-" + attempt;
        return new ArchiveLocation(
                origin.namespace(),
                origin.volume().name() + "-" + time(origin.createdAt()) + suffix + algorithm.extension()
                        + (cipher.encrypts() ? ArchiveCipher.EXTENSION : ""));
    }

    /** Whether what is there is encrypted. */
    public boolean encrypted() {
        return fileName.endsWith(ArchiveCipher.EXTENSION);
    }

    @Override
    public String toString() {
        return namespace + "/" + fileName;
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static void require(Pattern pattern, String part) {
        if (!pattern.matcher(part).matches()) {
            throw new IllegalArgumentException("not a part of an archive's location: " + part);
        }
    }
}
