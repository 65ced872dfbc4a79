package dev.evenkeel.network;

import static dev.evenkeel.boot.EvenkeelProcess.condition;
import static dev.evenkeel.boot.EvenkeelProcess.isTrue;
import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.boot.SharedEvenkeel;
import dev.evenkeel.engine.RealEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody who declares networks sees on a real engine. */
final class NetworkStoryIT {

    private static final String BACKEND = """
            metadata: {name: backend}
            spec:
              ipam: {config: [{subnet: 10.81.0.0/24, gateway: 10.81.0.1}]}
            """;

    @RegisterExtension
    static final SharedEvenkeel SHARED = SharedEvenkeel.of("networks");

    private static EvenkeelProcess evenkeel = SHARED.process();

    @Test
    void aNetworkIsOnTheEngineWithEveryFieldHonoured() {
        evenkeel.create("networks", """
                metadata: {name: backend}
                spec:
                  driver: bridge
                  internal: true
                  attachable: true
                  enableIPv6: true
                  ipam:
                    driver: default
                    options: {com.example.site: home}
                    config:
                    - subnet: 10.81.0.0/16
                      ipRange: 10.81.240.0/20
                      gateway: 10.81.0.1
                      auxiliaryAddresses: {router: 10.81.0.2}
                    - {subnet: "fd00:81::/64"}
                  options: {com.docker.network.driver.mtu: "1450"}
                  labels: {tier: back}
                """);
        JsonNode ready = evenkeel.awaitReady("networks", "backend");
        JsonNode seen = inspect("backend");
        assertThat(seen.path("Internal").asBoolean()).isTrue();
        assertThat(seen.path("Attachable").asBoolean()).isTrue();
        assertThat(seen.path("EnableIPv6").asBoolean()).isTrue();
        JsonNode pool = seen.path("IPAM").path("Config").get(0);
        assertThat(seen.path("IPAM").path("Options").path("com.example.site").asText())
                .isEqualTo("home");
        assertThat(pool.path("Subnet").asText()).isEqualTo("10.81.0.0/16");
        assertThat(pool.path("IPRange").asText()).isEqualTo("10.81.240.0/20");
        assertThat(pool.path("Gateway").asText()).isEqualTo("10.81.0.1");
        assertThat(pool.path("AuxiliaryAddresses").path("router").asText()).isEqualTo("10.81.0.2");
        assertThat(seen.path("Options").path("com.docker.network.driver.mtu").asText())
                .isEqualTo("1450");
        assertThat(seen.path("Labels").path("tier").asText()).isEqualTo("back");
        assertThat(seen.path("Labels").path("dev.evenkeel.uid").asText())
                .isEqualTo(ready.path("metadata").path("uid").asText());
        assertThat(ready.path("status").path("networkID").asText())
                .isEqualTo(seen.path("Id").asText());
    }

    @Test
    void declaredContainersAreAttachedWithAliasesAndAddressesWhenTheyAppear() {
        evenkeel.create("networks", """
                metadata: {name: backend}
                spec:
                  ipam: {config: [{subnet: 10.81.0.0/24}]}
                  attachments:
                  - {container: api, aliases: [api, db-client], ipv4Address: 10.81.0.100}
                """);
        JsonNode waiting = evenkeel.awaitReady("networks", "backend");
        assertThat(condition(waiting, "Ready").path("message").asText()).contains("api");

        docker("network", "create", "elsewhere");
        docker("run", "-d", "--name", "api", "--network", "elsewhere", RealEngine.IMAGE);
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> address("api", "backend").equals("10.81.0.100"));
        assertThat(aliases("api", "backend")).contains("api", "db-client");
        JsonNode status = evenkeel.eventually(
                        "networks",
                        "backend",
                        r -> r.path("status").path("endpoints").size() == 1)
                .path("status");
        assertThat(status.path("endpoints").get(0).path("ipv4Address").asText()).isEqualTo("10.81.0.100");
    }

    @Test
    void aFixedMacAddressIsKeptThroughARepairOrTheRepairDoesNotBegin() {
        evenkeel.create("networks", BACKEND);
        evenkeel.awaitReady("networks", "backend");
        docker(
                "run",
                "-d",
                "--name",
                "api",
                "--network",
                "backend",
                "--mac-address",
                "02:42:0a:51:00:64",
                "--ip",
                "10.81.0.100",
                RealEngine.IMAGE);
        evenkeel.merge("networks", "backend", "{\"spec\":{\"internal\":true}}");
        if (RealEngine.forgetsMacAddresses()) {
            JsonNode blocked = evenkeel.eventually("networks", "backend", r -> isTrue(r, "Stalled"));
            assertThat(condition(blocked, "Stalled").path("reason").asText()).isEqualTo("StaticMacAddress");
        } else {
            evenkeel.awaitReady("networks", "backend");
            assertThat(inspect("backend").path("Internal").asBoolean()).isTrue();
        }
        assertThat(address("api", "backend")).isEqualTo("10.81.0.100");
        assertThat(docker("inspect", "-f", "{{.NetworkSettings.Networks.backend.MacAddress}}", "api"))
                .isEqualTo("02:42:0a:51:00:64");
    }

    @Test
    void aRemovedNetworkComesBackWithItsStoppedContainersAndTheyStart() {
        evenkeel.create("networks", BACKEND);
        evenkeel.awaitReady("networks", "backend");
        docker(
                "run",
                "-d",
                "--name",
                "job",
                "--network",
                "backend",
                "--ip",
                "10.81.0.50",
                "--network-alias",
                "worker",
                RealEngine.IMAGE);
        docker("stop", "-t", "0", "job");
        String id = inspect("backend").path("Id").asText();
        docker("network", "rm", "backend");
        JsonNode repaired = evenkeel.eventually(
                "networks",
                "backend",
                r -> isTrue(r, "Ready")
                        && !r.path("status").path("networkID").asText().equals(id));
        assertThat(repaired.path("status").path("repairs").asInt()).isEqualTo(1);
        docker("start", "job");
        assertThat(address("job", "backend")).isEqualTo("10.81.0.50");
        assertThat(aliases("job", "backend")).contains("worker");
    }

    @Test
    void aNetworkReplacedByHandIsPutRightWithEverybodyWhoWasOnIt() {
        evenkeel.create("networks", BACKEND);
        evenkeel.awaitReady("networks", "backend");
        docker(
                "run",
                "-d",
                "--name",
                "api",
                "--network",
                "backend",
                "--ip",
                "10.81.0.100",
                "--network-alias",
                "db",
                RealEngine.IMAGE);
        docker("run", "-d", "--name", "web", "--network", "backend", RealEngine.IMAGE);
        docker("run", "-d", "--name", "job", "--network", "backend", "--ip", "10.81.0.50", RealEngine.IMAGE);
        docker("stop", "-t", "0", "job");
        evenkeel.eventually("networks", "backend", r -> running(r) == 2);
        double detected = drift("detected", "ipam");

        docker("network", "disconnect", "backend", "api");
        docker("network", "disconnect", "backend", "web");
        evenkeel.signal("STOP");
        docker("network", "rm", "backend");
        docker("network", "create", "--subnet", "10.82.0.0/24", "backend");
        evenkeel.signal("CONT");

        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> address("api", "backend").equals("10.81.0.100")
                        && !address("web", "backend").isEmpty());
        JsonNode repaired = evenkeel.awaitReady("networks", "backend");
        assertThat(repaired.path("status").path("drift")).isEmpty();
        assertThat(repaired.path("status").path("plan").asText())
                .contains("remove network", "connect api as 10.81.0.100");
        assertThat(aliases("api", "backend")).contains("db");
        docker("start", "job");
        assertThat(address("job", "backend")).isEqualTo("10.81.0.50");
        assertThat(drift("detected", "ipam")).isEqualTo(detected + 1);
    }

    @Test
    void aDeclaredContainerThatSomebodyDisconnectsIsBack() {
        docker("network", "create", "elsewhere");
        docker("run", "-d", "--name", "api", "--network", "elsewhere", RealEngine.IMAGE);
        evenkeel.create("networks", """
                metadata: {name: backend}
                spec:
                  ipam: {config: [{subnet: 10.81.0.0/24}]}
                  attachments: [{container: api, aliases: [db], ipv4Address: 10.81.0.7}]
                """);
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> address("api", "backend").equals("10.81.0.7"));
        evenkeel.awaitReady("networks", "backend");
        docker("network", "disconnect", "backend", "api");
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> address("api", "backend").equals("10.81.0.7"));
        assertThat(aliases("api", "backend")).contains("db");
    }

    @Test
    void aPutChangesTheNetworkAndAStatusWriteDoesNot() {
        evenkeel.create("networks", BACKEND);
        ObjectNode network = (ObjectNode) evenkeel.awaitReady("networks", "backend");
        String path = EvenkeelProcess.collection("networks") + "/backend";
        network.withObject("/spec").put("internal", true);
        assertThat(evenkeel.send("PUT", path, "application/json", network.toString())
                        .statusCode())
                .isEqualTo(200);
        evenkeel.awaitReady("networks", "backend");
        assertThat(inspect("backend").path("Internal").asBoolean()).isTrue();

        String patch = "{\"spec\":{\"internal\":false},\"status\":{\"plan\":\"by somebody else\"}}";
        assertThat(evenkeel.send("PATCH", path + "/status", "application/merge-patch+json", patch)
                        .statusCode())
                .isEqualTo(200);
        JsonNode after = evenkeel.get("networks", "backend");
        assertThat(after.path("spec").path("internal").asBoolean()).isTrue();
        assertThat(after.path("status").path("plan").asText()).isEqualTo("by somebody else");
        assertThat(inspect("backend").path("Internal").asBoolean()).isTrue();
    }

    @Test
    void containersThatComeAndGoAreNoDrift() {
        evenkeel.create("networks", BACKEND);
        evenkeel.awaitReady("networks", "backend");
        double detected = drift("detected", "attachments");
        for (int i = 0; i < 10; i++) {
            docker("run", "-d", "--name", "guest-" + i, "--network", "backend", RealEngine.IMAGE);
        }
        evenkeel.eventually("networks", "backend", r -> running(r) == 10);
        for (int i = 0; i < 10; i++) {
            docker("rm", "-f", "guest-" + i);
        }
        JsonNode quiet = evenkeel.eventually(
                "networks", "backend", r -> r.path("status").path("endpoints").isEmpty());
        assertThat(quiet.path("status").path("repairs").asInt()).isZero();
        assertThat(drift("detected", "attachments")).isEqualTo(detected);
    }

    @Test
    void reportShowsThePlanAndTouchesNothing() {
        evenkeel.create("networks", BACKEND);
        evenkeel.awaitReady("networks", "backend");
        docker("run", "-d", "--name", "api", "--network", "backend", RealEngine.IMAGE);
        evenkeel.merge("networks", "backend", "{\"spec\":{\"driftPolicy\":\"Report\"}}");
        evenkeel.awaitReady("networks", "backend");
        String id = inspect("backend").path("Id").asText();

        evenkeel.merge("networks", "backend", "{\"spec\":{\"internal\":true}}");
        JsonNode reported = evenkeel.eventually("networks", "backend", r -> isTrue(r, "Drifted"));
        assertThat(reported.path("status").path("drift").get(0).path("field").asText())
                .isEqualTo("internal");
        assertThat(reported.path("status").path("plan").asText())
                .contains("1 try network backend", "2 disconnect api", "3 remove network backend", "5 connect api");
        assertThat(evenkeel.metric("evenkeel_resources_drifted", "kind=\"Network\"", "reason=\"options\""))
                .contains(1.0);
        assertThat(inspect("backend").path("Id").asText()).isEqualTo(id);
        assertThat(inspect("backend").path("Internal").asBoolean()).isFalse();
    }

    @Test
    void deletingTheResourceRemovesTheNetworkUnlessStrangersAreOnIt() {
        evenkeel.create("networks", BACKEND);
        evenkeel.awaitReady("networks", "backend");
        docker("run", "-d", "--name", "stranger", "--network", "backend", RealEngine.IMAGE);
        assertThat(evenkeel.delete("networks", "backend")).isEqualTo(200);
        JsonNode blocked = evenkeel.eventually(
                "networks",
                "backend",
                r -> condition(r, "Stalled").path("reason").asText().equals("ContainersAttached"));
        assertThat(condition(blocked, "Stalled").path("message").asText()).contains("stranger");
        docker("rm", "-f", "stranger");
        await().atMost(EvenkeelProcess.PATIENCE).until(() -> !evenkeel.exists("networks", "backend"));
        assertThat(docker("network", "ls", "--format", "{{.Name}}").lines()).doesNotContain("backend");
    }

    private static double drift(String what, String reason) {
        return evenkeel.sum("evenkeel_drift_" + what + "_total", "kind=\"Network\"", "reason=\"" + reason + "\"");
    }

    private static long running(JsonNode network) {
        long running = 0;
        for (JsonNode endpoint : network.path("status").path("endpoints")) {
            running += endpoint.path("running").asBoolean() ? 1 : 0;
        }
        return running;
    }

    private static JsonNode inspect(String network) {
        return EvenkeelProcess.json(docker("network", "inspect", network)).get(0);
    }

    private static String address(String container, String network) {
        return EvenkeelProcess.json(docker("inspect", container))
                .get(0)
                .path("NetworkSettings")
                .path("Networks")
                .path(network)
                .path("IPAddress")
                .asText();
    }

    private static String aliases(String container, String network) {
        return EvenkeelProcess.json(docker("inspect", container))
                .get(0)
                .path("NetworkSettings")
                .path("Networks")
                .path(network)
                .path("Aliases")
                .toString();
    }
}
