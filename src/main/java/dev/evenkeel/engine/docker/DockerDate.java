package dev.evenkeel.engine.docker;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Date}, by which every answer tells what the engine's clock shows (RFC 9110, 6.6.1). */
final class DockerDate {

    private DockerDate() {}

    /** Empty for what is none: a proxy in between may leave it out. */
    static Optional<Instant> of(String header) {
        try {
            return header.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
