package dev.evenkeel.archive;

import java.time.Instant;

/**
 * One entry of an archive.
 *
 * @param name as {@link MemberName} spells it: under {@code data/}, ending in {@code /} exactly when a directory
 * @param size bytes of content; 0 for everything but files
 * @param sha256 of the content in lower-case hex; empty for everything but files
 * @param mode permission bits including setuid, setgid and sticky
 * @param link the target of a link, spelt like a name; empty for everything but links
 */
public record Member(
        String name,
        MemberType type,
        long size,
        String sha256,
        int mode,
        long uid,
        long gid,
        Instant mtime,
        String link) {}
