package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The real thing: the packaged program in a process of its own, spoken to as its users do. */
public final class EvenkeelProcess implements AutoCloseable {

    /** How long anything that must happen is waited for, on the busiest machine. Whether it is fast is for benchmarks. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> KINDS = Map.of(
            "networks", "Network",
            "volumes", "Volume",
            "backupschedules", "BackupSchedule",
            "backups", "Backup",
            "restores", "Restore");

    /** It is started some hundred times and lives for seconds: what makes a long life fast takes half of a short one. */
    private static final List<String> FOR_A_SHORT_LIFE = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final HttpClient management = HttpClient.newHttpClient();
    private final Path dataDir;
    private final Map<String, String> environment = new HashMap<>();
    private final int apiPort = Ports.free();
    private final int managementPort = Ports.free();
    private List<String> options = FOR_A_SHORT_LIFE;
    private Optional<Process> process = Optional.empty();
    private Optional<WayIn> wayIn = Optional.empty();

    private EvenkeelProcess(Path dataDir, URI dockerHost) {
        this.dataDir = dataDir;
        environment.put("EVENKEEL_DATA_DIR", dataDir.toString());
        environment.put("DOCKER_HOST", dockerHost.toString());
        environment.put("EVENKEEL_LIMITS_REQUESTS_PER_SECOND", "100000"); // tests are in more of a hurry than people
        environment.put("EVENKEEL_API_PORT", Integer.toString(apiPort));
        environment.put("EVENKEEL_MANAGEMENT_PORT", Integer.toString(managementPort));
    }

    /** A program that has not been started, on a data directory that may have been used before. */
    public static EvenkeelProcess on(Path dataDir, URI dockerHost) {
        return new EvenkeelProcess(dataDir, dockerHost);
    }

    public EvenkeelProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** For measuring: in a JVM as users have it. */
    public EvenkeelProcess forALongLife() {
        options = List.of();
        return this;
    }

    /** Starts it and waits until it is ready. */
    public EvenkeelProcess start() {
        launch();
        await().atMost(START_TIMEOUT).until(() -> !running() || ready());
        assertThat(running()).as("it started; see " + logFile()).isTrue();
        return this;
    }

    /** Starts it and does not wait. */
    public Process launch() {
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-jar", jar()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
            builder.environment().putAll(environment);
            Process started = builder.start();
            process = Optional.of(started);
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path logFile() {
        return dataDir.resolveSibling(dataDir.getFileName() + ".log");
    }

    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public boolean running() {
        return process.filter(Process::isAlive).isPresent();
    }

    public long pid() {
        return process.orElseThrow().pid();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.ifPresent(p -> {
            p.destroyForcibly();
            waitFor(p);
        });
    }

    /** {@code kill}; answers the exit code. */
    public int stop() {
        Process p = process.orElseThrow();
        p.destroy();
        return waitFor(p);
    }

    /** {@code kill -NAME}. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start();
            assertThat(waitFor(kill)).isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        kill();
    }

    public URI api(String path) {
        return URI.create("https://127.0.0.1:" + apiPort + path);
    }

    /** The administrator's, which the first start made. */
    public Path kubeconfig() {
        return dataDir.resolve("kubeconfig");
    }

    public String token() {
        return wayIn().token();
    }

    public WayIn wayIn() {
        if (wayIn.isEmpty()) {
            wayIn = Optional.of(WayIn.of(kubeconfig()));
        }
        return wayIn.get();
    }

    public HttpResponse<String> send(String method, String path, String contentType, String body) {
        return WayIn.exchange(
                wayIn().client(),
                wayIn().request(path)
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .header("Content-Type", contentType)
                        .build());
    }

    /** POSTs a manifest in YAML, without its first two lines, expecting it to be accepted. */
    public JsonNode create(String plural, String manifest) {
        HttpResponse<String> response = post(plural, manifest);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return json(response.body());
    }

    public HttpResponse<String> post(String plural, String manifest) {
        String head = "apiVersion: evenkeel.dev/v1\nkind: " + KINDS.get(plural) + "\n";
        return send("POST", collection(plural), "application/yaml", head + manifest);
    }

    public JsonNode get(String plural, String name) {
        HttpResponse<String> response = send("GET", collection(plural) + "/" + name, "application/json", "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response.body());
    }

    public JsonNode merge(String plural, String name, String patch) {
        HttpResponse<String> response =
                send("PATCH", collection(plural) + "/" + name, "application/merge-patch+json", patch);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response.body());
    }

    public int delete(String plural, String name) {
        return send("DELETE", collection(plural) + "/" + name, "application/json", "")
                .statusCode();
    }

    public boolean exists(String plural, String name) {
        return send("GET", collection(plural) + "/" + name, "application/json", "")
                        .statusCode()
                == 200;
    }

    /** Waits until the resource is as expected, and answers it. */
    public JsonNode eventually(String plural, String name, Predicate<JsonNode> expected) {
        JsonNode[] last = new JsonNode[1];
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .conditionEvaluationListener(evaluated -> {})
                .alias(plural + "/" + name)
                .until(() -> {
                    last[0] = get(plural, name);
                    return expected.test(last[0]);
                });
        return last[0];
    }

    public JsonNode awaitReady(String plural, String name) {
        return eventually(plural, name, r -> isTrue(r, "Ready") && upToDate(r));
    }

    public static boolean isTrue(JsonNode resource, String condition) {
        return condition(resource, condition).path("status").asText().equals("True");
    }

    public static JsonNode condition(JsonNode resource, String type) {
        for (JsonNode condition : resource.path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return JSON.missingNode();
    }

    public static boolean upToDate(JsonNode resource) {
        return resource.path("status").path("observedGeneration").asLong()
                == resource.path("metadata").path("generation").asLong();
    }

    public int managementPort() {
        return managementPort;
    }

    public HttpResponse<String> management(String path) {
        return WayIn.exchange(
                management, HttpRequest.newBuilder(managementUri(path)).build());
    }

    URI managementUri(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    /** The value of the series of a metric that has all of these labels, {@code key="value"}; empty if there is none. */
    public Optional<Double> metric(String name, String... labels) {
        return management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    /** The sum of all series of a metric that have all of these labels; at least one must be there. */
    public double sum(String name, String... labels) {
        double[] values = management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        assertThat(values).as(name).isNotEmpty();
        return DoubleStream.of(values).sum();
    }

    public static String collection(String plural) {
        return "/apis/evenkeel.dev/v1/namespaces/default/" + plural;
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean ready() {
        try {
            return management("/q/health/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static int waitFor(Process p) {
        try {
            assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return p.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String jar() {
        return Optional.ofNullable(System.getProperty("evenkeel.jar")).orElse("target/quarkus-app/quarkus-run.jar");
    }
}
