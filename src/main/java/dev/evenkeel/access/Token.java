package dev.evenkeel.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a token: everything but the token itself.
 *
 * @param name of whom it was made for; what he does is done under this name
 * @param hash SHA-256 of the token, in hexadecimal digits
 * @param groups what he may do, as in {@link Caller}
 * @param expires empty for never
 */
public record Token(String name, String hash, Set<String> groups, Optional<Instant> expires) {

    public Token {
        groups = Set.copyOf(groups);
    }

    public boolean expired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }

    public Caller caller() {
        return new Caller(name, groups);
    }
}
