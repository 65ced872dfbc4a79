package dev.evenkeel.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Absolute paths of the engine's host, in one spelling each, and those of them that nobody may have. */
final class HostPath {

    static final String RULE = "must be an absolute path without '..', '.', empty parts, '%' or a '/' at the end,"
            + " of letters, digits, spaces and ._-+@:=,~";

    /** Letters and digits of any script: what only looks like a slash or a dot is neither. */
    private static final Pattern PLAIN = Pattern.compile("/|(/[\\p{L}\\p{M}\\p{N} ._+@:=,~-]+)+");

    private static final Set<String> NOWHERE = Set.of(".", "..");

    /** Whoever may write to one of these, or to a directory that holds one, has the host. */
    private static final List<String> DENIED = List.of(
            "/bin",
            "/boot",
            "/dev",
            "/etc",
            "/lib",
            "/lib32",
            "/lib64",
            "/proc",
            "/root",
            "/run",
            "/sbin",
            "/sys",
            "/usr/bin",
            "/usr/lib",
            "/usr/lib64",
            "/usr/libexec",
            "/usr/local/bin",
            "/usr/local/sbin",
            "/usr/sbin",
            "/var/lib/containerd",
            "/var/lib/containers",
            "/var/lib/docker",
            "/var/lib/evenkeel",
            "/var/lib/kubelet",
            "/var/run",
            "/var/spool/cron");

    /** Wherever they are. */
    private static final Set<String> DENIED_NAMES =
            Set.of(".ssh", ".docker", ".kube", ".gnupg", ".aws", "docker.sock", "containerd.sock", "podman.sock");

    private HostPath() {}

    static boolean isPlain(String path) {
        return PLAIN.matcher(path).matches() && Stream.of(path.split("/")).noneMatch(NOWHERE::contains);
    }

    /**
     * What is never to be had of the host that {@code path} is, lies in or contains; case does not count, because it
     * does not on every host.
     */
    static Optional<String> denied(String path, List<String> further) {
        String lower = path.toLowerCase(Locale.ROOT);
        Optional<String> name =
                Stream.of(lower.split("/")).filter(DENIED_NAMES::contains).findFirst();
        return name.or(() -> Stream.concat(DENIED.stream(), further.stream())
                .filter(denied -> {
                    String other = denied.toLowerCase(Locale.ROOT);
                    return isWithin(lower, other) || isWithin(other, lower);
                })
                .findFirst());
    }

    static boolean isWithin(String path, String folder) {
        return folder.equals("/") || path.equals(folder) || path.startsWith(folder + "/");
    }
}
