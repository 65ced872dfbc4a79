package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.access.Role;
import dev.evenkeel.access.TokenFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program, and those who want in: with the right papers, with wrong ones, and with none. It needs no engine. */
final class AccessIT {

    private static final URI NO_ENGINE = URI.create("unix:///nonexistent/docker.sock");
    private static final String NETWORKS = EvenkeelProcess.collection("networks");
    private static final int FAILURES_PER_MINUTE = 200;

    @TempDir
    static Path folder;

    private static Path data;
    private static EvenkeelProcess evenkeel;

    @BeforeAll
    static void start() {
        data = folder.resolve("data");
        evenkeel = EvenkeelProcess.on(data, NO_ENGINE).start();
    }

    @AfterAll
    static void stop() {
        assertThat(evenkeel.stop()).isIn(0, 143);
    }

    @Test
    void nothingListensBeyondLoopbackAndSecretsAreTheirOwnersAlone() throws IOException {
        assertThat(shell("ss -ltnpH").output().lines().filter(line -> line.contains("pid=" + evenkeel.pid() + ",")))
                .hasSize(2)
                .allMatch(line -> line.contains("127.0.0.1]:") || line.contains(" 127.0.0.1:"));
        evenkeel.send("DELETE", NETWORKS + "/nobody", "application/json", "");
        Map<String, String> modes = new HashMap<>();
        for (String file : List.of("kubeconfig", "tokens", "pki/ca.pem", "pki/server.pem", "audit.log", "pki", "")) {
            modes.put(file, PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))));
        }
        assertThat(modes)
                .containsEntry("", "rwx------")
                .containsEntry("pki", "rwx------")
                .allSatisfy((file, mode) -> assertThat(mode).matches("rw[x-]------"));
        assertThat(Files.readString(data.resolve("tokens"))).doesNotContain(evenkeel.token());
        assertThat(evenkeel.log()).doesNotContain(evenkeel.token());
    }

    @Test
    void kubectlAndCurlComeInByTheKubeconfigTheSocketAndTheToken() {
        assertThat(shell("kubectl get --raw /version").output()).contains("gitVersion");
        assertThat(shell("curl -sf -m 10 --unix-socket '" + data + "/api.sock' http://localhost" + NETWORKS)
                        .output())
                .contains("NetworkList");
        String curl = "curl -s -m 10 --cacert '" + data + "/ca.crt' " + evenkeel.api("/version");
        assertThat(shell(curl + " -H 'Authorization: Bearer " + evenkeel.token() + "'")
                        .output())
                .contains("gitVersion");
        assertThat(shell(curl).output()).contains("Unauthorized");
        assertThat(shell("curl -s -m 10 " + evenkeel.api("/version")).code()).isNotZero();
        assertThat(shell("curl -s -m 10 " + evenkeel.api("/version").toString().replace("https", "http"))
                        .output())
                .doesNotContain("gitVersion");
    }

    @Test
    void theCommandLineAddsListsAndRevokesTokensWhileTheServerRuns() {
        Result added = command("token", "add", "ann", "--role", "viewer", "--role", "operator@attic");
        String token = added.output().strip();
        assertThat(token).matches("evk_[A-Za-z0-9_-]{43}");
        assertThat(status(token, "GET", NETWORKS)).isEqualTo(200);
        assertThat(status(token, "DELETE", NETWORKS + "/x")).isEqualTo(403);
        assertThat(status(token, "DELETE", NETWORKS.replace("default", "attic") + "/x"))
                .isEqualTo(404);
        assertThat(command("token", "list").output())
                .contains("ann", "evenkeel:operator@attic")
                .doesNotContain(token);
        assertThat(command("token", "revoke", "ann").code()).isZero();
        assertThat(status(token, "GET", NETWORKS)).isEqualTo(401);

        Path kubeconfig = folder.resolve("bob.kubeconfig");
        assertThat(command("token", "add", "bob", "--role", "viewer", "--kubeconfig", kubeconfig.toString())
                        .code())
                .isZero();
        assertThat(shell("kubectl --kubeconfig '" + kubeconfig + "' get --raw " + NETWORKS)
                        .output())
                .contains("NetworkList");
        assertThat(shell("kubectl --kubeconfig '" + kubeconfig + "' delete network x")
                        .output())
                .contains("(Forbidden)", "User \"bob\" cannot delete resource \"networks\"");
        assertThat(command("token", "add", "bob", "--role", "viewer").output()).contains("already");
        assertThat(command("token", "add", "eve", "--role", "root").output()).contains("is no role");
        assertThat(command("kubeconfig").output()).contains(evenkeel.token());
    }

    @Test
    void aTokenThatHasEndedOrIsWrongIsRefused() throws IOException {
        String token = TokenFile.newToken();
        new TokenFile(data.resolve("tokens"))
                .add(
                        "late",
                        token,
                        Set.of("evenkeel:admin"),
                        Optional.of(Instant.now().minusSeconds(1)));
        assertThat(status(token, "GET", "/version")).isEqualTo(401);
        assertThat(status(evenkeel.token() + "x", "GET", "/version")).isEqualTo(401);
        assertThat(status(TokenFile.newToken(), "GET", "/version")).isEqualTo(401);
    }

    @Test
    void everyRouteAnswersEveryRoleAsTheMatrixSays() throws IOException {
        Map<String, String> tokens = new HashMap<>();
        for (Role role : Role.values()) {
            String token = TokenFile.newToken();
            String name = "matrix-" + role.wireName();
            new TokenFile(data.resolve("tokens"))
                    .add(name, token, Set.of("evenkeel:" + role.wireName()), Optional.empty());
            tokens.put(role.wireName(), token);
        }
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/access/matrix.txt"))) {
            if (!line.startsWith("#")) {
                String[] words = line.split("\\s+");
                int verb = 1 + Role.values().length; // After nobody and the roles.
                String path = words[verb + 2] + (words[verb].equals("watch") ? "?watch=true&timeoutSeconds=1" : "");
                for (int i = 0; i < Role.values().length; i++) {
                    int code = status(tokens.get(Role.values()[i].wireName()), words[verb + 1], path);
                    if ((code == 403) != words[i + 1].equals("-") || code == 401 || code >= 500) {
                        wrong.add(Role.values()[i].wireName() + " got " + code + ": " + line);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void writesAndDenialsAreWrittenDown() throws IOException {
        evenkeel.post("networks", "metadata: {name: audited}\nspec: {}\n");
        JsonNode last = lastAudit();
        assertThat(last.path("verb").asText()).isEqualTo("create");
        assertThat(last.path("user").path("username").asText()).isEqualTo("admin");
        assertThat(last.path("objectRef").path("resource").asText()).isEqualTo("networks");
        assertThat(last.path("responseStatus").path("code").asInt()).isEqualTo(201);
        assertThat(last.path("annotations")
                        .path("authorization.k8s.io/decision")
                        .asText())
                .isEqualTo("allow");
        assertThat(evenkeel.metric("evenkeel_audit_write_errors_total")).contains(0.0);
    }

    @Test
    void tenThousandGuessesAreSlowedDownAndDoNotFillTheDisk() throws Exception {
        Path guessed = folder.resolve("guessed");
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(guessed, NO_ENGINE)
                .with("EVENKEEL_LIMITS_FAILED_LOGINS_PER_MINUTE", Integer.toString(FAILURES_PER_MINUTE))
                .with("EVENKEEL_AUDIT_FILE_SIZE", "200K")
                .with("EVENKEEL_AUDIT_FILES", "3")
                .start()) {
            guess(evenkeel, guessed);
        }
    }

    private static void guess(EvenkeelProcess evenkeel, Path data) throws Exception {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            HttpRequest guess = HttpRequest.newBuilder(evenkeel.api("/version"))
                    .header("Authorization", "Bearer " + TokenFile.newToken())
                    .build();
            answers.add(evenkeel.wayIn()
                    .client()
                    .sendAsync(guess, BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode));
            if (i % 50 == 49) {
                CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                        .get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(401, 429);
        assertThat(answers.stream().map(CompletableFuture::join).filter(code -> code == 401))
                .hasSizeLessThan(3 * FAILURES_PER_MINUTE);
        assertThat(evenkeel.send("GET", "/version", "application/json", "").statusCode())
                .isEqualTo(200);
        assertThat(evenkeel.metric("evenkeel_api_denied_total", "code=\"429\"").orElse(0.0))
                .isGreaterThan(9_000);
        try (var files = Files.list(data)) {
            List<Path> logs = files.filter(file -> file.getFileName().toString().startsWith("audit.log"))
                    .toList();
            assertThat(logs).hasSize(3).allMatch(file -> file.toFile().length() <= 200 * 1024);
        }
    }

    private static JsonNode lastAudit() throws IOException {
        return EvenkeelProcess.json(
                Files.readAllLines(data.resolve("audit.log")).getLast());
    }

    private static int status(String token, String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(evenkeel.api(path))
                .method(method, BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .build();
        return WayIn.exchange(evenkeel.wayIn().client(), request).statusCode();
    }

    /** What a command came to: standard output and errors together. */
    private record Result(int code, String output) {}

    private static Result command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("evenkeel.jar")));
        words.addAll(List.of(arguments));
        return run(words);
    }

    private static Result shell(String text) {
        return run(List.of("bash", "-c", text));
    }

    private static Result run(List<String> words) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().put("EVENKEEL_DATA_DIR", data.toString());
            builder.environment()
                    .put("EVENKEEL_API_PORT", Integer.toString(evenkeel.api("/").getPort()));
            builder.environment().put("KUBECONFIG", evenkeel.kubeconfig().toString());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), output);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
