package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Evenkeel behind a socket proxy, and Prometheus and Alertmanager beside it: everything that compose can run but
 * Grafana, of which there are no packages.
 */
final class HardenedIT {

    private static final String PROXY = "evenkeel-socket-proxy-1";

    private static Composed composed;

    @BeforeAll
    static void up() {
        RealEngine.openEmpty().close();
        composed = new Composed()
                .option("--file", "deploy/compose.hardened.yaml")
                .option("--profile", "observability")
                .with("HAPROXY_IMAGE", Images.haproxy())
                .with("PROMETHEUS_IMAGE", Images.prometheus())
                .with("ALERTMANAGER_IMAGE", Images.alertmanager());
        composed.up("evenkeel", "prometheus", "alertmanager");
        composed.awaitHealthy();
    }

    @AfterAll
    static void down() {
        composed.down();
        RealEngine.openEmpty().close();
    }

    @Test
    void throughTheSocketProxyEvenkeelKeepsANetworkAndBacksUpAndRestoresAVolume() {
        assertThat(RealEngine.docker(
                        "inspect", "--format={{range .Mounts}}{{.Destination}} {{end}}", Composed.CONTAINER))
                .isEqualTo("/var/lib/evenkeel");
        composed.create("networks", """
                {"apiVersion": "evenkeel.dev/v1", "kind": "Network", "metadata": {"name": "shop"},
                 "spec": {"ipam": {"config": [{"subnet": "10.91.0.0/24"}]}}}""");
        composed.awaitReady("networks", "shop");
        RealEngine.docker("network", "rm", "shop");
        // It hears of it by the stream of events.
        await().atMost(Composed.PATIENCE).until(() -> RealEngine.docker("network", "ls", "--format={{.Name}}")
                .lines()
                .anyMatch("shop"::equals));

        inVolume("uploads", "echo kept > /data/file && dd if=/dev/urandom of=/data/large bs=1M count=3");
        for (String capture : List.of("Tar", "Archive")) {
            String name = "by-" + capture.toLowerCase(Locale.ROOT);
            composed.create("backups", """
                    {"apiVersion": "evenkeel.dev/v1", "kind": "Backup", "metadata": {"name": "%s"},
                     "spec": {"volumes": ["uploads"], "capture": "%s"}}""".formatted(name, capture));
            awaitSucceeded("backups", name);
        }
        composed.create("restores", """
                {"apiVersion": "evenkeel.dev/v1", "kind": "Restore", "metadata": {"name": "back"},
                 "spec": {"backup": "by-tar", "target": {"volume": "restored"}}}""");
        awaitSucceeded("restores", "back");
        assertThat(inVolume("restored", "cat /data/file && stat -c %s /data/large"))
                .isEqualTo("kept\n3145728");
    }

    @Test
    void theSocketProxyRefusesWhatEvenkeelNeverAsksFor() {
        assertThat(answer("GET", "/v1.40/version", "")).isEqualTo("200");
        assertThat(answer("GET", "/v1.40/secrets", "")).isEqualTo("403");
        assertThat(answer("POST", "/v1.40/build", "")).isEqualTo("403");
        assertThat(answer("POST", "/v1.40/images/create?fromImage=busybox", "")).isEqualTo("403");
        assertThat(answer("POST", "/v1.40/containers/x/exec", "{}")).isEqualTo("403");
        assertThat(answer("GET", "/v1.40/containers/x%2fexport", "")).isEqualTo("403");
        assertThat(answer("POST", "/v1.40/containers/create", """
                {"Image":"%s","HostConfig":{"Privileged":true,"Binds":["/:/host"]}}""".formatted(RealEngine.IMAGE)))
                .isEqualTo("403");
        assertThat(answer("POST", "/v1.40/volumes/create", """
                {"Name":"root","Driver":"local","DriverOpts":{"device":"/","o":"bind","type":"none"}}""")).isEqualTo("403");
        assertThat(answer("POST", "/v1.40/volumes/create", """
                {"Name":"plain","Driver":"local"}""")).isEqualTo("201");
        assertThat(RealEngine.docker("volume", "ls", "--quiet").lines())
                .contains("plain")
                .doesNotContain("root");
        await().atMost(Composed.PATIENCE)
                .until(() -> RealEngine.docker("logs", PROXY).contains("/v1.40/secrets"));
        assertThat(RealEngine.docker("logs", PROXY)).doesNotContain("/v1.40/version");
    }

    @Test
    void prometheusSeesItKnowsTheRulesAndReachesAlertmanager() {
        eventually(
                "http://prometheus:9090/api/v1/query?query=up%7Bjob%3D%22evenkeel%22%7D",
                answer -> answer.at("/data/result/0/value/1").asText().equals("1"));
        eventually(
                "http://prometheus:9090/api/v1/rules",
                answer -> answer.at("/data/groups").size() > 0);
        // It fires all the time, for somebody to notice when it does not.
        eventually("http://alertmanager:9093/api/v2/alerts", answer -> answer.findValuesAsText("alertname")
                .contains("EvenkeelWatchdog"));
    }

    private static void eventually(String url, Predicate<JsonNode> expected) {
        await().atMost(Composed.PATIENCE).alias(url).until(() -> {
            String answer = composed.ask("metrics", url);
            return answer.matches("(?s)\\s*[\\[{].*") && expected.test(EvenkeelProcess.json(answer));
        });
    }

    private static void awaitSucceeded(String plural, String name) {
        composed.eventually(
                plural, name, resource -> resource.at("/status/phase").asText().startsWith("Succeeded"));
    }

    /** The status with which the socket proxy answers Evenkeel's container. */
    private static String answer(String method, String path, String body) {
        String request = "%s %s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, path, body.length(), body);
        return RealEngine.docker(
                "exec",
                Composed.CONTAINER,
                "bash",
                "-c",
                "exec 3<>/dev/tcp/socket-proxy/2375; printf %s \"$1\" >&3; read -r _ status _ <&3; echo $status",
                "bash",
                request);
    }

    private static String inVolume(String volume, String command) {
        return RealEngine.docker(
                "run",
                "--rm",
                "--network=none",
                "--volume=" + volume + ":/data",
                RealEngine.IMAGE,
                "sh",
                "-c",
                command);
    }
}
