package dev.evenkeel.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The container that this process lives in, if it does. */
final class OwnContainer {

    /** The engine mounts a few files of the folder that it has for a container into the container. */
    private static final Pattern OWN_FILE =
            Pattern.compile("^\\S+ \\S+ \\S+ \\S*/containers/([0-9a-f]{64})/\\S+ /etc/(?:hostname|hosts|resolv.conf) ");

    private OwnContainer() {}

    /** Its full id; empty when this is no container of an engine, or cannot be told. */
    static Optional<String> id() {
        return in(Path.of("/proc/self/mountinfo"));
    }

    static Optional<String> in(Path mounts) {
        try (Stream<String> lines = Files.lines(mounts)) {
            return lines.map(OWN_FILE::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
