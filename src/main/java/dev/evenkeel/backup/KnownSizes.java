package dev.evenkeel.backup;

import java.util.Optional;

/** How much is in volumes, as far as somebody has asked the engine lately. */
@FunctionalInterface
public interface KnownSizes {

    /** Nobody has asked. */
    KnownSizes NONE = (engine, volume) -> Optional.empty();

    /** Bytes of its files; empty when that is not known. */
    Optional<Long> bytes(String engine, String volume);
}
