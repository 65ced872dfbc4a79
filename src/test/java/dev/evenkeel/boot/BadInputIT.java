package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer says what is wrong with it, nothing changes, and the program lives. */
final class BadInputIT {

    private static final int BODY_BYTES_MAX = 3 * 1024 * 1024;
    private static final int ANSWER_TIMEOUT_MILLIS = 10_000;
    private static final String NETWORKS = EvenkeelProcess.collection("networks");
    private static final List<String> KINDS = List.of("networks", "volumes", "backupschedules", "backups", "restores");

    @TempDir
    static Path folder;

    private static EvenkeelProcess evenkeel;
    private static String engineBefore;

    private final HttpClient client = evenkeel.wayIn().client();

    @BeforeAll
    static void start() {
        RealEngine.openEmpty().close();
        engineBefore = engine();
        evenkeel = EvenkeelProcess.on(folder.resolve("data"), RealEngine.host()).start();
    }

    @AfterAll
    static void stop() {
        assertThat(evenkeel.stop()).isIn(0, 143);
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(evenkeel.running()).isTrue();
        for (String kind : KINDS) {
            assertThat(list(kind)).as(kind).isEmpty();
        }
        assertThat(engine()).isEqualTo(engineBefore);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            networks        | bad  | {internal: 'yes'}                                              | spec.internal
            networks        | bad  | {driver: [bridge]}                                             | spec.driver
            networks        | bad  | {driftPolicy: Sometimes}                                       | spec.driftPolicy
            networks        | bad  | {ipam: {config: {subnet: 10.0.0.0/24}}}                        | spec.ipam.config
            networks        | bad  | {ipam: {config: [{subnet: 10.0.0.0}]}}                         | spec.ipam.config[0].subnet
            networks        | bad  | {ipam: {config: [{subnet: 10.81.0.0/24, gateway: 10.9.0.1}]}}  | spec.ipam.config[0].gateway
            networks        | host | {}                                                             | metadata.name
            networks        | a/b  | {}                                                             | metadata.name
            networks        | bad  | {driver: host}                                                 | spec.driver
            networks        | bad  | {driver: none}                                                 | spec.driver
            networks        | bad  | {labels: {dev.evenkeel.uid: stolen}}                           | spec.labels[dev.evenkeel.uid]
            networks        | bad  | {driver: none, attachments: [{}]}                              | spec.driver spec.attachments[0].container
            volumes         | bad  | {driverOptions: {mode: fast}}                                  | spec.driverOptions
            volumes         | x    | {}                                                             | metadata.name
            volumes         | bad  | {driverOptions: {size: 10}}                                    | spec.driverOptions[size]
            backupschedules | bad  | {schedule: '61 2 * * *', volumes: [a]}                         | spec.schedule
            backupschedules | bad  | {volumes: [a]}                                                 | spec.schedule
            backupschedules | bad  | {schedule: '@daily', timeZone: Moon/Far, volumes: [a]}         | spec.timeZone
            backupschedules | bad  | {schedule: '* *', timeZone: Moon/Far, volumes: [a, a]}         | spec.schedule spec.timeZone spec.volumes[1]
            backups         | bad  | {}                                                             | spec.volumes
            """)
    void eachFieldThatIsWrongIsNamed(String plural, String name, String spec, String fields) {
        HttpResponse<String> response = evenkeel.post(plural, "metadata: {name: " + name + "}\nspec: " + spec + "\n");
        JsonNode status = status(response, 422);
        assertThat(status.path("reason").asText()).isEqualTo("Invalid");
        assertThat(status.path("details").path("causes"))
                .extracting(cause -> cause.path("field").asText())
                .containsExactlyInAnyOrder(fields.split(" "));
    }

    @Test
    void fieldsThatDoNotExistAreNamed() {
        String manifest = "metadata: {name: bad}\nspec: {intrenal: true, ipam: {subnet: 10.0.0.0/24}}\n";
        JsonNode status = status(evenkeel.post("networks", manifest), 400);
        assertThat(status.path("details").path("causes"))
                .extracting(cause -> cause.path("field").asText())
                .containsExactlyInAnyOrder("spec.intrenal", "spec.ipam.subnet");
    }

    @Test
    void aStaleVersionIsAConflict() {
        JsonNode created = evenkeel.create("volumes", "metadata: {name: kept}\nspec: {}\n");
        String first = created.path("metadata").path("resourceVersion").asText();
        evenkeel.merge("volumes", "kept", "{\"metadata\":{\"labels\":{\"a\":\"1\"}}}");
        String stale = """
                {"apiVersion":"evenkeel.dev/v1","kind":"Volume",
                 "metadata":{"name":"kept","resourceVersion":"%s"},"spec":{"labels":{"stale":"1"}}}""".formatted(first);
        String path = EvenkeelProcess.collection("volumes") + "/kept";
        assertThat(status(evenkeel.send("PUT", path, "application/json", stale), 409)
                        .path("reason")
                        .asText())
                .isEqualTo("Conflict");
        assertThat(status(evenkeel.send("PATCH", path, "application/merge-patch+json", stale), 409)
                        .path("reason")
                        .asText())
                .isEqualTo("Conflict");
        assertThat(evenkeel.get("volumes", "kept").path("spec").path("labels").has("stale"))
                .isFalse();
        evenkeel.awaitReady("volumes", "kept");
        evenkeel.delete("volumes", "kept");
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.exists("volumes", "kept"));
        RealEngine.docker("volume", "rm", "kept");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedHoweverItIsSent() throws Exception {
        byte[] large = "x".repeat(BODY_BYTES_MAX + 1).getBytes(StandardCharsets.US_ASCII);
        for (BodyPublisher body :
                List.of(BodyPublishers.ofByteArray(large), BodyPublishers.ofByteArrays(List.of(large)))) {
            JsonNode status = status(post(NETWORKS, "application/json", body), 413);
            assertThat(status.path("reason").asText()).isEqualTo("RequestEntityTooLarge");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /apis/%zz HTTP/1.1",
                "GET /apis/evenkeel.dev/v1/namespaces/default/networks/%00 HTTP/1.1",
                "GET /apis/evenkeel.dev/v1/namespaces/default/networks/%ff%fe HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1",
                "GET /apis/evenkeel.dev/v1/namespaces/default/networks/..%2f..%2fvolumes%2fx HTTP/1.1",
                "GET /apis/evenkeel.dev/v1/namespaces/nowhere/networks/x HTTP/1.1",
                "GET /apis/evenkeel.dev/v2/networks HTTP/1.1",
                "GET /apis/evenkeel.dev/v1/namespaces/default/candles HTTP/1.1",
                "GET /apis/evenkeel.dev/v1/namespaces/default/networks?labelSelector=%28%28 HTTP/1.1",
                "GET http://[:: HTTP/1.1",
                "GET \\\\ HTTP/1.1",
                "GET",
                "BREW /apis HTTP/1.1",
                "POST /apis/evenkeel.dev/v1/namespaces/default/networks HTTP/1.1",
                "DELETE /apis/evenkeel.dev/v1/networks HTTP/1.1",
                "PUT /apis/evenkeel.dev/v1/namespaces/default/networks/x HTTP/1.1",
                "PATCH /apis/evenkeel.dev/v1/namespaces/default/networks/x HTTP/1.1"
            })
    void aRequestThatLeadsNowhereIsAnswered(String request) throws IOException {
        int code = raw(request + "\r\nHost: localhost\r\nAuthorization: Bearer " + evenkeel.token()
                + "\r\nConnection: close\r\n\r\n");
        assertThat(code).isBetween(400, 499);
    }

    @Test
    void garbageIsNeverAFailureOfOurs() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] garbage = new byte[random.nextInt(2000)];
            random.nextBytes(garbage);
            bodies.add(garbage);
        }
        for (int i = 0; i < 200; i++) {
            bodies.add(mutilated(random));
        }
        for (String text : List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "a: ".repeat(10_000),
                "- ".repeat(50_000),
                "{a: &a [1], b: *a}",
                "a: &a {<<: *a}",
                "%YAML 9.9\n---\n{}",
                "!!java.net.URL [\"http://localhost\"]",
                "\"\\ud800\"",
                "{\"kind\":\"Network\",\"metadata\":null,\"spec\":null}",
                "{\"kind\":\"Network\",\"apiVersion\":\"evenkeel.dev/v1\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"ipam\":"
                        + "{\"options\":".repeat(2000) + "1" + "}".repeat(2000) + "}}",
                "{\"spec\":{\"attachments\":[{\"gatewayPriority\":1e999999999}]}}",
                "9".repeat(5000))) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] body : bodies) {
            for (String type : List.of("application/json", "application/yaml")) {
                HttpResponse<String> response = post(NETWORKS + "?dryRun=All", type, BodyPublishers.ofByteArray(body));
                assertThat(response.statusCode())
                        .as(
                                "seed %d, %s: %s\n%s",
                                seed,
                                type,
                                new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8),
                                response.body())
                        .isLessThan(500);
            }
        }
    }

    /** A sound manifest with a few bytes of it overwritten, left out or twice there. */
    private static byte[] mutilated(Random random) {
        byte[] sound = """
                {"apiVersion":"evenkeel.dev/v1","kind":"Network","metadata":{"name":"backend","labels":{"a":"b"}},
                 "spec":{"enableIPv6":true,"ipam":{"config":[{"subnet":"10.81.0.0/16","ipRange":"10.81.240.0/20",
                 "gateway":"10.81.0.1","auxiliaryAddresses":{"router":"10.81.0.2"}},{"subnet":"fd00:81::/64"}]},
                 "options":{"com.docker.network.driver.mtu":"1450"},"attachments":[{"container":"api",
                 "ipv4Address":"10.81.0.9","ipv6Address":"fd00:81::9","macAddress":"02:42:0a:51:00:64"}]}}""".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(sound.length);
            switch (random.nextInt(3)) {
                case 0 -> sound[at] = (byte) (32 + random.nextInt(95));
                case 1 -> sound[at] = sound[random.nextInt(sound.length)];
                default -> {
                    int end = Math.min(sound.length, at + random.nextInt(20));
                    System.arraycopy(sound, end, sound, at, sound.length - end);
                    sound = Arrays.copyOf(sound, sound.length - (end - at));
                }
            }
        }
        return sound;
    }

    private HttpResponse<String> post(String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        return client.send(
                evenkeel.wayIn()
                        .request(path)
                        .header("Content-Type", type)
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    private static int raw(String request) throws IOException {
        try (Socket socket = evenkeel.wayIn().socket()) {
            socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream answer = socket.getInputStream();
            String head = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(head).startsWith("HTTP/1.");
            return Integer.parseInt(head.split(" ")[1]);
        }
    }

    private static JsonNode status(HttpResponse<String> response, int code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(code);
        JsonNode status = EvenkeelProcess.json(response.body());
        assertThat(status.path("kind").asText()).isEqualTo("Status");
        assertThat(status.path("status").asText()).isEqualTo("Failure");
        assertThat(status.path("code").asInt()).isEqualTo(code);
        assertThat(status.path("message").asText()).isNotBlank();
        return status;
    }

    private static JsonNode list(String plural) {
        return EvenkeelProcess.json(evenkeel.send("GET", EvenkeelProcess.collection(plural), "application/json", "")
                        .body())
                .path("items");
    }

    private static String engine() {
        return RealEngine.docker("network", "ls", "--quiet") + "\n" + RealEngine.docker("volume", "ls", "--quiet");
    }
}
