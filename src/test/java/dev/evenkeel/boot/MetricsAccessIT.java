package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.access.Role;
import dev.evenkeel.access.TokenFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read metrics of the real program. It needs no engine. */
final class MetricsAccessIT {

    private static final URI NO_ENGINE = URI.create("unix:///nonexistent/docker.sock");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void beyondLoopbackItTakesARoleAndTheProbesStayOpen() throws IOException {
        Path data = folder.resolve("data");
        try (EvenkeelProcess evenkeel = EvenkeelProcess.on(data, NO_ENGINE)
                .with("EVENKEEL_MANAGEMENT_HOST", "0.0.0.0")
                .start()) {
            TokenFile tokens = new TokenFile(data.resolve("tokens"));
            Map<String, Integer> answers = new TreeMap<>();
            for (Role role : Role.values()) {
                String token = TokenFile.newToken();
                String group = new Role.Grant(role, Optional.empty()).group();
                tokens.add(role.wireName() + "-scraper", token, Set.of(group), Optional.empty());
                answers.put(
                        role.wireName(), scrape(evenkeel, "/q/metrics", token).statusCode());
            }
            assertThat(answers)
                    .isEqualTo(new TreeMap<>(Map.of(
                            "metrics", 200,
                            "admin", 200,
                            "viewer", 200,
                            "operator", 200,
                            "host-admin", 200,
                            "backup-operator", 403,
                            "restorer", 403)));

            for (String path :
                    new String[] {"/q/metrics", "/q/metrics/", "/q/./metrics", "/q", "/q/health/../metrics"}) {
                assertThat(scrape(evenkeel, path, "").statusCode()).as(path).isEqualTo(401);
            }
            HttpResponse<String> refused = scrape(evenkeel, "/q/metrics", "evk_wrong");
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(refused.body()).contains("Unauthorized").doesNotContain("evenkeel_");
            assertThat(scrape(evenkeel, "/q/health/ready", "").statusCode()).isEqualTo(200);
            assertThat(Files.readString(data.resolve("audit.log")))
                    .contains("/q/metrics")
                    .doesNotContain("evk_wrong");
        }
    }

    @Test
    void whereNobodyHasToProveWhoHeIsMetricsBeyondLoopbackMustBeMeant() {
        EvenkeelProcess evenkeel = EvenkeelProcess.on(folder.resolve("open"), NO_ENGINE)
                .with("EVENKEEL_AUTH", "none")
                .with("EVENKEEL_INSECURE_NO_AUTH", "true")
                .with("EVENKEEL_MANAGEMENT_HOST", "0.0.0.0");
        assertThat(evenkeel.launch().onExit().join().exitValue()).isEqualTo(1);
        assertThat(evenkeel.log()).contains("evenkeel.metrics.auth=none");
    }

    private HttpResponse<String> scrape(EvenkeelProcess evenkeel, String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(evenkeel.managementUri(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return WayIn.exchange(client, request.build());
    }
}
