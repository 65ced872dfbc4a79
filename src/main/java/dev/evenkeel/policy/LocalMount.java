package dev.evenkeel.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the driver {@code local} mounts, as moby's {@code volume/local} hands it to mount(2).
 *
 * @param words the comma-separated parts of {@code o}, without the space around them
 */
record LocalMount(String type, String device, List<String> words) {

    /** File systems that bring nothing of the host along. */
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3");

    /** Flags by which something is mounted that is there already, or becomes visible elsewhere. */
    private static final Set<String> HOST_FLAGS =
            Set.of("bind", "rbind", "move", "remount", "shared", "rshared", "slave", "rslave");

    private static final Set<String> SECRETS = Set.of("password", "password2", "passwd", "pass", "credentials", "cred");

    private static final Set<String> ADDRESSES = Set.of("addr", "ip", "mountaddr");

    static LocalMount of(Map<String, String> options) {
        return new LocalMount(
                options.getOrDefault("type", ""),
                options.getOrDefault("device", ""),
                Arrays.stream(options.getOrDefault("o", "").split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    /** Without one, there is nothing to mount: a directory of the engine's own. */
    boolean mounts() {
        return !type.isEmpty() || !device.isEmpty() || !words.isEmpty();
    }

    boolean binds() {
        return words.stream().map(LocalMount::key).anyMatch(HOST_FLAGS::contains);
    }

    boolean remote() {
        return !binds() && REMOTE.contains(type);
    }

    boolean inMemory() {
        return !binds() && type.equals("tmpfs");
    }

    /** The names of options that carry a secret. */
    List<String> secrets() {
        return words.stream().map(LocalMount::key).filter(SECRETS::contains).toList();
    }

    /** What it says of the host at the other end, in {@code o}. */
    List<String> addresses() {
        return words.stream()
                .filter(word -> ADDRESSES.contains(key(word)) && word.contains("="))
                .map(word -> word.substring(word.indexOf('=') + 1).strip())
                .toList();
    }

    /** The host in {@code //host/share} and {@code host:/export}; empty when there is none. */
    String deviceHost() {
        String slashes = device.replace('\\', '/');
        if (slashes.startsWith("//")) {
            String rest = slashes.substring(2);
            return rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
        }
        int path = device.indexOf(":/");
        return path < 0 ? "" : device.substring(0, path);
    }

    private static String key(String word) {
        return word.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
