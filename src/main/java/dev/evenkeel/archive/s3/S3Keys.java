package dev.evenkeel.archive.s3;

import dev.evenkeel.archive.ArchiveLocation;
import java.util.Optional;

/**
 * Which key of a bucket is what.
 *
 * @param prefix of all keys
 */
record S3Keys(String prefix) {

    private static final String MANIFEST = ".json";

    String archive(ArchiveLocation location) {
        return prefix + location;
    }

    String manifest(ArchiveLocation location) {
        return prefix + location + MANIFEST;
    }

    /** The archive that a key is of; empty for all other keys. */
    Optional<ArchiveLocation> archive(String key) {
        return parse(key, "");
    }

    /** The archive whose manifest a key is of; empty for all other keys. */
    Optional<ArchiveLocation> manifest(String key) {
        return parse(key, MANIFEST);
    }

    private Optional<ArchiveLocation> parse(String key, String suffix) {
        if (!key.startsWith(prefix) || !key.endsWith(suffix)) {
            return Optional.empty();
        }
        String[] parts =
                key.substring(prefix.length(), key.length() - suffix.length()).split("/", -1);
        return parts.length == 2 && ArchiveLocation.isNamespace(parts[0]) && ArchiveLocation.isFileName(parts[1])
                ? Optional.of(new ArchiveLocation(parts[0], parts[1]))
                : Optional.empty();
    }
}
