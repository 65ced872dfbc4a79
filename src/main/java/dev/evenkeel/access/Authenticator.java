package dev.evenkeel.access;

import java.util.Optional;

/** Finds out who sent a request. */
public interface Authenticator {

    /** Empty when the credentials are missing or not good. */
    Optional<Caller> authenticate(Credentials credentials);

    /** Whether that may take a while, because somebody else has to be asked. */
    default boolean mayBlock(Credentials credentials) {
        return false;
    }
}
