package dev.evenkeel.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/**
 * By how much a schedule is late on purpose, so that not all begin at once. It follows from whose it is, and from
 * nothing else: the same schedule always begins at the same time of the day, also after a restart.
 */
final class Jitter {

    private Jitter() {}

    /** Between nothing and {@code seconds}. */
    static Duration of(String name, String uid, int seconds) {
        byte[] whose = (name + "/" + uid).getBytes(StandardCharsets.UTF_8);
        long number = UUID.nameUUIDFromBytes(whose).getMostSignificantBits();
        return Duration.ofSeconds(Math.floorMod(number, seconds + 1L));
    }
}
