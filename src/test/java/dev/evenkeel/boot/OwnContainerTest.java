package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whoever runs in a container finds its id among his mounts; see proc_pid_mountinfo(5). */
final class OwnContainerTest {

    private static final String ID = "4c1f".repeat(16);

    @Test
    void idIsInTheMountOfTheHostname() {
        assertThat(OwnContainer.idIn("""
                512 511 0:27 / / rw,relatime master:218 - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/A
                520 512 254:1 /var/lib/docker/containers/%s/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw
                """.formatted(ID))).contains(ID);
    }

    @Test
    void hostHasNoneThoughItHoldsTheFoldersOfAll() {
        assertThat(OwnContainer.idIn("""
                24 29 0:22 / /sys rw,nosuid - sysfs sysfs rw
                99 29 0:44 / /var/lib/docker/containers/%s/mounts/shm rw - tmpfs shm rw
                """.formatted(ID))).isEmpty();
    }
}
