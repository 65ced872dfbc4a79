package dev.evenkeel.network.probe;

import dev.evenkeel.network.NetworkProbe;
import dev.evenkeel.network.ProbeOrder;
import dev.evenkeel.network.ProbeReport;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Asks from inside containers of an engine on this host: nsenter takes a {@link ProbeProgram} into the network
 * namespace, and nothing else of the container. Needs root, and the engine's processes in sight.
 */
public final class NamespaceProbe implements NetworkProbe {

    static final int NAMESPACES_AT_ONCE = 4;
    static final Duration DEADLINE = Duration.ofSeconds(20);

    /** How long one program may take. */
    private static final int PROGRAM_SECONDS = 8;

    private final Path java;
    private final LongSupplier nanoTime;

    /** @param javaHome of the Java that runs this */
    public NamespaceProbe(Path javaHome, LongSupplier nanoTime) {
        this.java = javaHome.resolve("bin").resolve("java");
        this.nanoTime = nanoTime;
    }

    @Override
    public Map<String, ProbeReport> ask(List<ProbeOrder> orders) {
        long end = nanoTime.getAsLong() + DEADLINE.toNanos();
        Map<String, ProbeReport> reports = new HashMap<>();
        Queue<Inquiry> running = new ArrayDeque<>();
        try (Scratch scratch = Scratch.make()) {
            for (ProbeOrder order : orders) {
                if (running.size() == NAMESPACES_AT_ONCE) {
                    finish(running.remove(), end, reports);
                }
                start(order, scratch, reports).ifPresent(running::add);
            }
            while (!running.isEmpty()) {
                finish(running.remove(), end, reports);
            }
        } catch (IOException failure) {
            orders.forEach(order ->
                    reports.putIfAbsent(order.containerId(), ProbeReport.none(String.valueOf(failure.getMessage()))));
        } finally {
            running.forEach(Inquiry::kill);
        }
        return reports;
    }

    private Optional<Inquiry> start(ProbeOrder order, Scratch scratch, Map<String, ProbeReport> reports) {
        if (order.pid() == 0 || !Files.exists(namespace(order))) {
            reports.put(order.containerId(), ProbeReport.none(Inquiry.NOT_SEEN));
            return Optional.empty();
        }
        try {
            return Optional.of(Inquiry.start(order, command(order), scratch.paper(order.containerId())));
        } catch (IOException failure) {
            reports.put(order.containerId(), ProbeReport.none(String.valueOf(failure.getMessage())));
            return Optional.empty();
        }
    }

    private void finish(Inquiry inquiry, long end, Map<String, ProbeReport> reports) throws IOException {
        String id = inquiry.order().containerId();
        try {
            long rest = Math.max(0, end - nanoTime.getAsLong());
            reports.put(id, inquiry.report(rest));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            inquiry.kill();
            reports.put(id, ProbeReport.none("interrupted"));
        }
    }

    private List<String> command(ProbeOrder order) throws IOException {
        Stream<String> program = Stream.of(
                "nsenter",
                "--net=" + namespace(order),
                "--",
                java.toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                ownClasses().toString(),
                ProbeProgram.class.getName(),
                Integer.toString(PROGRAM_SECONDS));
        return Stream.concat(program, order.addresses().stream()).toList();
    }

    private static Path namespace(ProbeOrder order) {
        return Path.of("/proc", Long.toString(order.pid()), "ns", "net");
    }

    private static Path ownClasses() throws IOException {
        try {
            CodeSource source = ProbeProgram.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException odd) {
            throw new IOException("Evenkeel does not know where its own classes are", odd);
        }
    }

    /** A folder for what goes to the programs and comes from them: files, because pipes would want threads. */
    private record Scratch(Path folder) implements AutoCloseable {

        static Scratch make() throws IOException {
            return new Scratch(Files.createTempDirectory("evenkeel-probe"));
        }

        Inquiry.Paper paper(String id) {
            return new Inquiry.Paper(
                    folder.resolve(id + ".in"), folder.resolve(id + ".out"), folder.resolve(id + ".err"));
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
