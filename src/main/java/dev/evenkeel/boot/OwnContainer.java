package dev.evenkeel.boot;

import dev.evenkeel.backup.TarImage;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The container that this program runs in, if it runs in one: its image has GNU tar, and is on the engine for certain.
 */
final class OwnContainer implements TarImage {

    /** The engine mounts the container's hostname, hosts and resolv.conf from a folder of the container's id. */
    private static final Pattern MOUNTED =
            Pattern.compile("/containers/([0-9a-f]{64})/(?:hostname|hosts|resolv\\.conf) /etc/");

    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    private final Optional<String> id;

    private OwnContainer(Optional<String> id) {
        this.id = id;
    }

    static OwnContainer find() {
        try {
            return new OwnContainer(idIn(Files.readString(MOUNTS)));
        } catch (IOException noSuchFileSystem) {
            return new OwnContainer(Optional.empty());
        }
    }

    /** @param mountinfo see proc_pid_mountinfo(5) */
    static Optional<String> idIn(String mountinfo) {
        Matcher matcher = MOUNTED.matcher(mountinfo);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Its full id; empty when this is no container of an engine, or cannot be told. */
    Optional<String> id() {
        return id;
    }

    @Override
    public Optional<String> on(Engine engine) {
        return id.stream().flatMap(own -> imageOf(engine, own)).findFirst();
    }

    /** Another engine than the one we run on does not know us. */
    private static Stream<String> imageOf(Engine engine, String own) {
        try {
            return Stream.of(engine.imageOf(own));
        } catch (EngineException.NotFound elsewhere) {
            return Stream.empty();
        }
    }
}
