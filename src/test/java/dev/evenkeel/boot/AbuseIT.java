package dev.evenkeel.boot;

import static dev.evenkeel.boot.EvenkeelProcess.condition;
import static dev.evenkeel.boot.EvenkeelProcess.isTrue;
import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.access.TokenFile;
import dev.evenkeel.engine.RealEngine;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worst of the abuse cases against the real program and a real engine, which hears of none of them. */
final class AbuseIT {

    @TempDir
    Path folder;

    private Path socket;
    private EngineProxy proxy;
    private EvenkeelProcess evenkeel;

    @BeforeEach
    void start() throws IOException {
        RealEngine.openEmpty().close();
        socket = Files.createTempDirectory("abuse").resolve("engine.sock");
        proxy = new EngineProxy(RealEngine.host(), socket);
        evenkeel = process().start();
    }

    @AfterEach
    void stop() throws IOException {
        evenkeel.close();
        proxy.close();
        Files.deleteIfExists(socket);
        RealEngine.openEmpty().close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ab01 | hostpaths      | volumes  | {driverOptions: {type: none, o: bind, device: /}}
            ab04 | hostpaths      | volumes  | {driverOptions: {type: none, o: 'ro, RBIND', device: /srv/data}}
            ab05 | hostpaths      | volumes  | {driverOptions: {type: ext4, device: /dev/vda}}
            ab09 | hostinterfaces | networks | {options: {com.docker.network.bridge.name: docker0}}
            ab09 | hostinterfaces | networks | {options: {com.docker.network.bridge.name: lan0}}
            ab10 | hostinterfaces | networks | {driver: macvlan, options: {parent: eth0}}
            ab16 | adopt          | networks | {adoptionPolicy: Recreate}
            """)
    void whatReachesTheHostIsForbiddenAndNoEngineHearsOfIt(String number, String feature, String plural, String spec) {
        HttpResponse<String> refused = evenkeel.post(plural, "metadata: {name: abuse}\nspec: " + spec + "\n");
        assertThat(refused.statusCode()).as(number + refused.body()).isEqualTo(403);
        assertThat(refused.body()).contains("\"reason\":\"Forbidden\"").contains(" uses " + feature + ": ");
        assertThat(evenkeel.exists(plural, "abuse")).isFalse();
        assertThat(proxy.mutations()).isZero();
        assertThat(evenkeel.metric(
                        "evenkeel_policy_denied_total", "stage=\"admission\"", "feature=\"" + feature + "\""))
                .contains(1.0);
    }

    @Test
    void ab07ASafeVolumeIsNotTurnedIntoADangerousOne() {
        evenkeel.create("volumes", "metadata: {name: abuse}\nspec: {}\n");
        JsonNode stored = evenkeel.awaitReady("volumes", "abuse");
        int before = proxy.mutations();
        String spec = "\"spec\":{\"driverOptions\":{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/\"}}";
        String path = EvenkeelProcess.collection("volumes") + "/abuse";
        String version = stored.at("/metadata/resourceVersion").asText();
        String whole = "{\"apiVersion\":\"evenkeel.dev/v1\",\"kind\":\"Volume\",\"metadata\":{\"name\":\"abuse\","
                + "\"resourceVersion\":\"" + version + "\"}," + spec + "}";
        assertThat(evenkeel.send("PATCH", path, "application/merge-patch+json", "{" + spec + "}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(evenkeel.send("PUT", path, "application/json", whole).statusCode())
                .isEqualTo(403);
        assertThat(evenkeel.get("volumes", "abuse").get("spec")).isEqualTo(stored.get("spec"));
        assertThat(proxy.mutations()).isEqualTo(before);
    }

    /** The socket between Evenkeel and the engine is made here, so the routes of this machine count as the engine's. */
    @Test
    void ab12ASubnetThatTheHostReachesElsewhereIsNotTakenOver() throws SocketException {
        NetworkInterface device = NetworkInterface.networkInterfaces()
                .filter(candidate -> candidate.getName().matches("(en|eth|wl).*"))
                .filter(candidate -> !neighbours(candidate).isEmpty())
                .findFirst()
                .orElseThrow();
        String subnet = neighbours(device).getFirst();
        evenkeel.create("networks", "metadata: {name: abuse}\nspec: {ipam: {config: [{subnet: " + subnet + "}]}}\n");
        JsonNode stalled = evenkeel.eventually("networks", "abuse", r -> isTrue(r, "Stalled"));
        assertThat(condition(stalled, "Ready").path("reason").asText()).isEqualTo("SubnetOverlap");
        assertThat(condition(stalled, "Ready").path("message").asText())
                .contains(subnet + " overlaps the host's route to " + subnet + " by " + device.getName());
        assertThat(proxy.mutations()).isZero();
    }

    @Test
    void ab17ANetworkWithAStrangersContainerIsNotTakenAway() {
        evenkeel.create("networks", "metadata: {name: abuse}\nspec: {}\n");
        evenkeel.awaitReady("networks", "abuse");
        docker("run", "--detach", "--name", "stranger", "--network", "abuse", RealEngine.IMAGE);
        int before = proxy.mutations();
        evenkeel.delete("networks", "abuse");
        JsonNode stalled = evenkeel.eventually("networks", "abuse", r -> isTrue(r, "Stalled"));
        assertThat(condition(stalled, "Ready").path("reason").asText()).isEqualTo("ContainersAttached");
        assertThat(condition(stalled, "Ready").path("message").asText()).contains("stranger");
        assertThat(proxy.mutations()).isEqualTo(before);
        assertThat(docker("network", "inspect", "abuse")).contains("stranger");
    }

    @Test
    void ab26AListShowsNobodyMoreThanHeMayRead() throws IOException {
        String networks = EvenkeelProcess.collection("networks");
        for (String name : List.of("one", "two")) {
            evenkeel.create("networks", "metadata: {name: " + name + "}\nspec: {driftPolicy: Report}\n");
        }
        int before = proxy.mutations();
        String page = ask(evenkeel.token(), networks + "?limit=1").body();
        String key = EvenkeelProcess.json(page).at("/metadata/continue").asText();
        String eve = TokenFile.newToken();
        new TokenFile(folder.resolve("data/tokens")).add("eve", eve, Set.of("evenkeel:viewer@attic"), Optional.empty());
        assertThat(ask(eve, networks + "?limit=1&continue=" + key).statusCode()).isEqualTo(403);
        assertThat(ask(eve, "/apis/evenkeel.dev/v1/networks?continue=" + key).statusCode())
                .isEqualTo(403);
        HttpResponse<String> elsewhere = ask(eve, networks.replace("default", "attic") + "?continue=" + key);
        assertThat(elsewhere.statusCode()).isBetween(400, 499);
        assertThat(elsewhere.body()).doesNotContain("two");
        for (String query : List.of(
                "limit=-1",
                "limit=x",
                "continue=garbage",
                "continue=" + key.substring(2),
                "resourceVersion=1&continue=" + key,
                "labelSelector=((",
                "fieldSelector=spec.driver=bridge")) {
            assertThat(ask(evenkeel.token(), networks + "?" + query).statusCode())
                    .as(query)
                    .isIn(400, 422);
        }
        assertThat(ask(evenkeel.token(), EvenkeelProcess.collection("volumes") + "?continue=" + key)
                        .statusCode())
                .isEqualTo(400);
        assertThat(proxy.mutations()).isEqualTo(before);
    }

    @Test
    void whatWasEditedInTheDatabaseDoesNotGetOut() throws SQLException {
        evenkeel.create("volumes", "metadata: {name: abuse}\nspec: {}\n");
        evenkeel.create("networks", "metadata: {name: abuse}\nspec: {}\n");
        evenkeel.awaitReady("volumes", "abuse");
        evenkeel.awaitReady("networks", "abuse");
        evenkeel.stop();
        docker("volume", "rm", "abuse");
        String id = docker("network", "ls", "--quiet", "--filter", "name=^abuse$");
        edit("Volume", "$.spec.driverOptions", "{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/etc\"}");
        edit("Network", "$.spec.options", "{\"com.docker.network.bridge.name\":\"lan0\"}");
        proxy.countOnly();

        evenkeel = process().start();

        for (String plural : new String[] {"volumes", "networks"}) {
            JsonNode stalled = evenkeel.eventually(plural, "abuse", r -> isTrue(r, "Stalled"));
            assertThat(condition(stalled, "Ready").path("reason").asText()).isEqualTo("PolicyDenied");
        }
        assertThat(proxy.mutations()).as("calls that make or change something").isZero();
        assertThat(docker("network", "ls", "--quiet", "--filter", "name=^abuse$"))
                .isEqualTo(id);
        assertThat(evenkeel.metric("evenkeel_policy_denied_total", "stage=\"engine\"", "feature=\"hostpaths\""))
                .hasValueSatisfying(count -> assertThat(count).isPositive());
    }

    private HttpResponse<String> ask(String token, String path) {
        HttpRequest request = HttpRequest.newBuilder(evenkeel.api(path))
                .header("Authorization", "Bearer " + token)
                .build();
        return WayIn.exchange(evenkeel.wayIn().client(), request);
    }

    private static List<String> neighbours(NetworkInterface device) {
        return device.getInterfaceAddresses().stream()
                .filter(address -> address.getAddress() instanceof Inet4Address)
                .filter(address -> address.getNetworkPrefixLength() < 32)
                .map(address -> new IPAddressString(
                                address.getAddress().getHostAddress() + "/" + address.getNetworkPrefixLength())
                        .getAddress()
                        .toPrefixBlock()
                        .toCanonicalString())
                .toList();
    }

    private EvenkeelProcess process() {
        return EvenkeelProcess.on(folder.resolve("data"), proxy.uri()).with("EVENKEEL_RESYNC", "2s");
    }

    private void edit(String kind, String path, String json) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/registry.db"));
                PreparedStatement update = database.prepareStatement(
                        "UPDATE stored_object SET json = json_set(json, ?, json(?)) WHERE kind = ?")) {
            update.setString(1, path);
            update.setString(2, json);
            update.setString(3, kind);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
