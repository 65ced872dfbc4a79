package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** So many services on one network, by docker compose. */
final class ComposeProject implements AutoCloseable {

    private static final String NAME = "composed";

    private final String command;
    private final Path file;
    private final int services;

    private ComposeProject(String command, Path file, int services) {
        this.command = command;
        this.file = file;
        this.services = services;
    }

    /** Empty where nobody said which docker compose to use. */
    static Optional<ComposeProject> in(Path folder, int services) {
        return Optional.ofNullable(System.getenv("EVENKEEL_BENCH_COMPOSE"))
                .map(command -> new ComposeProject(command, folder.resolve("compose.yaml"), services));
    }

    /** Makes the network have this MTU; answers how long that took, in milliseconds. */
    double up(int mtu, String... more) {
        StringBuilder yaml = new StringBuilder("services:\n");
        for (int i = 0; i < services; i++) {
            yaml.append("  s-").append(i).append(": {image: '").append(RealEngine.IMAGE);
            yaml.append("', stop_signal: SIGKILL, networks: {bench: {aliases: [a-")
                    .append(i)
                    .append("]}}}\n");
        }
        yaml.append("networks:\n  bench: {driver_opts: {com.docker.network.driver.mtu: '")
                .append(mtu)
                .append("'}}\n");
        try {
            Files.writeString(file, yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        long start = System.nanoTime();
        List<String> arguments = new ArrayList<>(List.of("up", "--detach"));
        arguments.addAll(List.of(more));
        assertThat(run(arguments)).isZero();
        return BenchTable.since(start);
    }

    /** Whether a service is still found by the alias it was given. */
    boolean resolves() {
        return run(List.of("exec", "-T", "s-0", "ping", "-c", "1", "-W", "1", "a-0")) == 0;
    }

    private int run(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(command, "-p", NAME, "-f", file.toString()));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling("compose.log").toFile());
        builder.environment().put("DOCKER_HOST", RealEngine.host().toString());
        try {
            return builder.start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        run(List.of("down", "--timeout", "0"));
    }
}
