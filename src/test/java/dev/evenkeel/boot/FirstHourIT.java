package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody meets whose machine is not ready: deploy/run and deploy/test end before they have begun anything, with
 * what is to be done. Each machine is this one with something taken away, in a mount namespace of its own.
 */
final class FirstHourIT {

    /** Nobody's, on every Linux. */
    private static final String NOBODY = "setpriv --reuid 65534 --regid 65534 --clear-groups ";

    private static final List<String> COMMANDS = List.of(
            ("apt-get awk bash cat chmod curl cut date df dirname docker dockerd env flock grep head id ln mkdir mktemp"
                            + " mount readlink realpath rm sed setpriv sh sha256sum sort stat tail tr uname unshare")
                    .split(" "));

    @TempDir
    private Path folder;

    private Path repository;
    private final Map<String, String> environment = new HashMap<>();

    private record Ended(int code, String said) {}

    @BeforeEach
    void checkOut() throws IOException {
        repository = Files.createDirectories(folder.resolve("a checkout"));
        for (String part : List.of("deploy", ".mvn", "mvnw", "pom.xml")) {
            copy(Path.of(part), repository.resolve(part));
        }
        // Whoever it is that shall not get in is to be kept out by something else.
        run("chmod 0755 \"$PWD/..\"; chmod a+w .");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", folder.resolve("home").toString());
        environment.put(
                "MAVEN_USER_HOME",
                Path.of(System.getProperty("user.home"), ".m2").toString());
        environment.put("EVENKEEL_DATA_DIR", repository.resolve("data").toString());
        environment.put("EVENKEEL_API_PORT", Integer.toString(Ports.free()));
        environment.put("EVENKEEL_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        environment.put("DOCKER_HOST", RealEngine.host().toString());
    }

    @Test
    void anEngineThatDoesNotAnswer() throws IOException {
        environment.put("DOCKER_HOST", "unix:///nowhere.sock");
        refuses("deploy/run", "no engine answers at unix:///nowhere.sock, which is what DOCKER_HOST says");
        environment.put("DOCKER_HOST", "ssh://me@example.com");
        refuses("deploy/run", "ssh -N -L /tmp/engine.sock:/var/run/docker.sock ssh://me@example.com");
    }

    @Test
    void anEngineThatIsTooOld() throws IOException {
        HttpServer old = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        old.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Api-Version", "1.39");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        old.start();
        try {
            environment.put("DOCKER_HOST", "tcp://127.0.0.1:" + old.getAddress().getPort());
            refuses("deploy/run", "speaks version 1.39 of its API", "1.40", "19.03");
        } finally {
            old.stop(0);
        }
    }

    @Test
    void aSocketThatIsForOthers() throws IOException {
        environment.put("MAVEN_USER_HOME", repository.toString());
        refuses(
                NOBODY + "deploy/run",
                "you may not use the engine at " + RealEngine.host().getPath(),
                "usermod -aG");
    }

    @Test
    void neitherDockerNorRoot() throws IOException {
        environment.remove("DOCKER_HOST");
        environment.put("MAVEN_USER_HOME", repository.toString());
        refuses(
                "unshare --mount sh -c 'mount -t tmpfs none /run && exec " + NOBODY + "deploy/run'",
                "that needs root. Start Docker");
        refuses(NOBODY + "deploy/test", "this needs root", "deploy/test --quick");
    }

    @Test
    void rootWithoutDockerOnSomethingThatIsNotDebian() throws IOException {
        environment.remove("DOCKER_HOST");
        environment.put("PATH", commandsBut(Set.of("docker", "dockerd", "apt-get")));
        refuses(
                "unshare --mount sh -c 'mount -t tmpfs none /run && exec deploy/run'",
                "there is no Docker here, and no apt-get to install it with");
    }

    @Test
    void noCurl() throws IOException {
        environment.put("PATH", commandsBut(Set.of("curl")));
        refuses("deploy/run", "curl is missing", "apt-get install curl", "dnf install curl");
    }

    @Test
    void anOldJdkAndNone() throws IOException {
        environment.remove("JAVA_HOME");
        environment.put("PATH", commandsBut(Set.of("java", "javac")));
        String others = "unshare --mount sh -c 'mount -t tmpfs none /usr/lib/jvm && ";
        refuses(others + "exec deploy/run'", "No JDK 21 or newer", "openjdk-21-jdk-headless");

        String old = others + "mkdir -p /usr/lib/jvm/old/bin && ln -s /bin/true /usr/lib/jvm/old/bin/javac"
                + " && echo JAVA_VERSION=\\\"17.0.9\\\" >/usr/lib/jvm/old/release && exec ";
        refuses(old + "deploy/run'", "found: /usr/lib/jvm/old, which is a JDK 17");
        refuses(old + "deploy/test --quick'", "found: /usr/lib/jvm/old, which is a JDK 17");
    }

    @Test
    void fullDisks() throws IOException {
        Files.createDirectory(repository.resolve("target"));
        Files.createDirectory(repository.resolve("data"));
        String small = "unshare --mount sh -c 'mount -t tmpfs -o size=1m none ";
        refuses(small + "target && exec deploy/run'", "target has 1 MB left", "what is built");
        refuses(small + "data && exec deploy/run'", "data has 1 MB left", "set EVENKEEL_DATA_DIR");
        environment.remove("MAVEN_USER_HOME");
        Files.createDirectory(folder.resolve("home"));
        refuses(small + "\"$HOME\" && exec deploy/run'", "home has 1 MB left", "set MAVEN_USER_HOME");
        Files.delete(repository.resolve("target"));
        Files.delete(repository.resolve("data"));
    }

    @Test
    void aCheckoutThatCannotBeWrittenTo() throws IOException {
        environment.put("EVENKEEL_DATA_DIR", "/tmp/evenkeel-first-hour");
        refuses(
                "unshare --mount sh -c 'mount --bind . . && mount -o remount,ro,bind . && cd \"$PWD\""
                        + " && exec deploy/run'",
                "cannot be written to, and what is built goes there");
    }

    @Test
    void portsThatAreInUse() throws IOException {
        for (String port : List.of("EVENKEEL_API_PORT", "EVENKEEL_MANAGEMENT_PORT")) {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String before = environment.put(port, Integer.toString(taken.getLocalPort()));
                refuses("deploy/run", "port " + taken.getLocalPort() + " is in use", port + "=...");
                environment.put(port, before);
            }
        }
    }

    /** Ends with 1 and all of this, and has not begun anything. */
    private void refuses(String command, String... words) throws IOException {
        Ended ended = run(command);
        assertThat(ended.said()).contains(words).doesNotContain("==> building", "==> starting");
        assertThat(ended.code()).as(ended.said()).isNotZero();
        assertThat(repository.resolve("target/quarkus-app")).doesNotExist();
        assertThat(repository.resolve("data/lock")).doesNotExist();
    }

    private Ended run(String command) throws IOException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(DOCKER|EVENKEEL|JAVA|MAVEN)_\\w+"));
        builder.environment().putAll(environment);
        try {
            return new Ended(builder.start().waitFor(), Files.readString(output));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A folder with the commands that the scripts use, but for these. */
    private String commandsBut(Set<String> missing) throws IOException {
        Path commands = Files.createDirectories(folder.resolve("commands"));
        for (String command : COMMANDS) {
            Optional<Path> here = Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                    .map(where -> Path.of(where, command))
                    .filter(Files::isExecutable)
                    .findFirst();
            if (here.isPresent() && !missing.contains(command)) {
                // No link: whoever tidies up a folder for tests warns of each that leads out of it.
                Path wrapper =
                        Files.writeString(commands.resolve(command), "#!/bin/sh\nexec " + here.get() + " \"$@\"\n");
                Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return commands.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> parts = Files.walk(from)) {
            for (Path part : parts.toList()) {
                Path target = to.resolve(from.relativize(part).toString());
                Files.createDirectories(target.getParent());
                if (Files.isRegularFile(part)) {
                    Files.copy(part, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
