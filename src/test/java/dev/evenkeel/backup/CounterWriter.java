package dev.evenkeel.backup;

import static dev.evenkeel.engine.RealEngine.docker;

import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import java.util.Map;

/** A real container that counts, in two volumes at once, as fast as it can. */
final class CounterWriter {

    static final String NAME = "counter";

    /** It is told to end between two rounds, never within one; each number is there as a whole or not at all. */
    private static final String PROGRAM = """
            trap 'over=1' TERM
            i=0
            while [ -z "$over" ]; do
              i=$((i + 1))
              echo $i > /a/new && mv /a/new /a/n
              echo $i > /b/new && mv /b/new /b/n
            done
            """;

    private CounterWriter() {}

    static void run() {
        docker("volume", "create", "left");
        docker("volume", "create", "right");
        docker(
                "run",
                "--detach",
                "--name",
                NAME,
                "--network",
                "none",
                "--restart",
                "always",
                "-v",
                "left:/a",
                "-v",
                "right:/b",
                RealEngine.IMAGE,
                "sh",
                "-c",
                PROGRAM);
    }

    static boolean counts() {
        String first = VolumeFixture.shell("right", "cat $VOLUME/n 2>/dev/null || true");
        String second = VolumeFixture.shell("right", "sleep 0.02; cat $VOLUME/n 2>/dev/null || true");
        return !second.isEmpty() && !first.equals(second);
    }

    /** The number in the archive of that volume, by stock tools. */
    static long number(Path store, BackupStatus status, String volume) {
        String location = status.archive(volume).orElseThrow().location();
        return Long.parseLong(VolumeFixture.run(
                        Map.of("FILE", store.resolve(location).toString()), "zstd -dc \"$FILE\" | tar -xO data/n")
                .strip());
    }
}
