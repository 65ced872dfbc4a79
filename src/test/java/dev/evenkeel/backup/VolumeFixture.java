package dev.evenkeel.backup;

import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;

/** Volumes of the real engine, and what is in them as this machine sees it. */
public final class VolumeFixture {

    private static final String NOTE = "note";

    private VolumeFixture() {}

    /** A volume with everything that is lost easily: the root's owner and mode, links, odd names, times, attributes. */
    public static void createFull(String name) {
        RealEngine.docker("volume", "create", "--label", "tier=back", name);
        shell(name, """
                cd "$VOLUME"
                echo 17 > PG_VERSION && chmod 600 PG_VERSION && chown 70:71 PG_VERSION
                mkdir -p base/empty && chmod 2750 base/empty
                head -c 3000000 /dev/urandom > base/random && ln base/random base/same
                ln -s ../../outside link && chown -h 70:71 link
                mkfifo pipe && touch "$(printf 'odd\\nname \\377')" .hidden
                touch -d '2001-02-03 04:05:06.789012345' base/random
                chmod 4755 .hidden && chown 4000000000:5 .hidden
                touch -d '2003-04-05 06:07:08.5' base base/empty
                chown 70:71 . && chmod 1770 . && touch -d '2002-03-04 05:06:07.25' .
                """);
        try {
            view(name).write(NOTE, ByteBuffer.wrap("kept".getBytes(StandardCharsets.UTF_8)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The extended attribute of base/random. */
    public static String attribute(String volume) {
        try {
            ByteBuffer value = ByteBuffer.allocate(view(volume).size(NOTE));
            view(volume).read(NOTE, value);
            return StandardCharsets.UTF_8.decode(value.flip()).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static UserDefinedFileAttributeView view(String volume) {
        return Files.getFileAttributeView(
                mountPoint(volume).resolve("base/random"), UserDefinedFileAttributeView.class);
    }

    /** One line for each entry: name, type, mode, owner, size, time, link. */
    public static String listing(String volume, boolean nanoseconds) {
        String time = nanoseconds ? "%T@" : "%Ts";
        return shell(
                volume,
                "cd \"$VOLUME\" && find . -type d -printf '%P|%y|%m|%U:%G||" + time
                        + "|%l\\n' -o -printf '%P|%y|%m|%U:%G|%s|" + time
                        + "|%l\\n' | LC_ALL=C sort && cat PG_VERSION && sha256sum < base/random");
    }

    /** Runs a script on this machine with the volume's mount point as VOLUME. */
    public static String shell(String volume, String script) {
        return run(Map.of("VOLUME", mountPoint(volume).toString()), script);
    }

    public static Path mountPoint(String volume) {
        return Path.of(RealEngine.docker("volume", "inspect", "--format", "{{.Mountpoint}}", volume));
    }

    /** What the script prints; fails when it fails. */
    public static String run(Map<String, String> environment, String script) {
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", script));
            builder.environment().putAll(environment);
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(script + ": " + output);
            }
            return output;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
