package dev.evenkeel.network;

import static dev.evenkeel.boot.EvenkeelProcess.isTrue;
import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.boot.SharedEvenkeel;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody learns who asks a real engine's containers why they do not hear of each other. */
final class DiagnosisIT {

    private static final String BACKEND = """
            metadata: {name: backend}
            spec: {}
            """;

    @RegisterExtension
    static final SharedEvenkeel SHARED = SharedEvenkeel.of("networks");

    private static EvenkeelProcess evenkeel = SHARED.process();

    @Test
    void inAHealthyNetworkEverybodyFindsAndReachesEverybody() {
        declare(BACKEND);
        run("web", "--network-alias", "www", "--publish", "127.0.0.1:18081:80");
        docker("exec", "-d", "web", "httpd", "-f", "-p", "80");
        docker("network", "create", "front");
        run("db", "--network-alias", "postgres");
        docker("network", "connect", "front", "db");
        evenkeel.eventually("networks", "backend", r -> endpoints(r) == 2);

        JsonNode diagnosis = diagnosis();
        assertThat(diagnosis.path("kind").asText()).isEqualTo("NetworkDiagnosis");
        assertThat(diagnosis.path("metadata").path("name").asText()).isEqualTo("backend");
        assertThat(lines(diagnosis.path("checks"), "result")).containsOnly("OK");
        assertThat(lines(diagnosis.path("checks"), "type", "from", "to", "subject"))
                .contains(
                        "Membership  web ",
                        "Membership  db ",
                        "Name web db db",
                        "Name web db postgres",
                        "Name db web web",
                        "Name db web www",
                        "Port db web 80/tcp",
                        "Publication  web 80/tcp")
                .anyMatch(line -> line.startsWith("Gateway web  "))
                .anyMatch(line -> line.startsWith("Address db web "));
        assertThat(diagnosis.path("summary").asText()).startsWith("All is well");
        assertThat(diagnosis.path("findings")).isEmpty();
        JsonNode db = diagnosis.path("members").get(0);
        assertThat(db.path("container").asText()).isEqualTo("db");
        assertThat(db.path("otherNetworks").toString()).isEqualTo("[\"front\"]");
    }

    @Test
    void thePortsAndTheSubnetsThatTheEngineChoseAreInTheStatus() {
        declare(BACKEND);
        run("web", "--publish", "127.0.0.1:18081:80", "--expose", "81");
        JsonNode status = evenkeel.eventually("networks", "backend", r -> endpoints(r) == 1)
                .path("status");
        String subnet = docker("network", "inspect", "-f", "{{(index .IPAM.Config 0).Subnet}}", "backend");
        String gateway = docker("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "backend");
        assertThat(lines(status.path("subnets"), "subnet", "gateway")).containsExactly(subnet + " " + gateway);
        assertThat(status.path("endpoints").get(0).path("ports").toString())
                .isEqualTo("[\"127.0.0.1:18081->80/tcp\",\"81/tcp\"]");
    }

    @Test
    void anAliasThatIsDeclaredAndNotThereIsNamed() {
        declare("""
                metadata: {name: backend}
                spec:
                  driftPolicy: Report
                  attachments: [{container: db, aliases: [database]}]
                """);
        docker("network", "create", "backend");
        run("web");
        run("db", "--network-alias", "databse");

        JsonNode diagnosis = diagnosis();
        assertThat(findings(diagnosis, "MissingAlias"))
                .singleElement()
                .asString()
                .contains("db is declared with the alias database");
        assertThat(lines(diagnosis.path("checks"), "type", "from", "to", "subject", "result"))
                .contains("Name web db database Failed", "Name web db databse OK", "Name web db db OK");
    }

    @Test
    void aPortThatNobodyListensAtAndOneThatIsNotPublishedAreNamed() {
        declare(BACKEND);
        run("web", "--expose", "81");
        run("db");
        JsonNode diagnosis = diagnosis();
        assertThat(findings(diagnosis, "NothingListens"))
                .singleElement()
                .asString()
                .contains("web exposes 81/tcp");
        assertThat(findings(diagnosis, "NotPublished"))
                .singleElement()
                .asString()
                .contains("81/tcp of web");
    }

    @Test
    void anInternalNetworkPublishesNothingAndIsHealthyWithin() {
        declare("""
                metadata: {name: backend}
                spec: {internal: true}
                """);
        run("web", "--publish", "127.0.0.1:18081:80");
        docker("exec", "-d", "web", "httpd", "-f", "-p", "80");
        run("db");
        JsonNode diagnosis = diagnosis();
        assertThat(findings(diagnosis, "InternalNetwork"))
                .anyMatch(text -> text.contains("80/tcp of web is not published: the network is internal"));
        assertThat(lines(diagnosis.path("checks"), "type", "from", "to", "subject", "result"))
                .contains("Port db web 80/tcp OK", "Publication  web 80/tcp Failed");
        assertThat(findings(diagnosis, "BridgeGone")).isEmpty();
    }

    @Test
    void aNetworkThatKeepsItsContainersApartIsNamed() {
        declare("""
                metadata: {name: backend}
                spec: {options: {com.docker.network.bridge.enable_icc: "false"}}
                """);
        run("web");
        run("db");
        JsonNode diagnosis = diagnosis();
        assertThat(findings(diagnosis, "ContainersIsolated"))
                .singleElement()
                .asString()
                .contains("enable_icc is false");
        assertThat(reasons(diagnosis, "Problem")).containsOnly("ContainersIsolated");
        assertThat(lines(diagnosis.path("checks"), "type", "from", "result")).contains("Gateway web OK", "Name web OK");
    }

    @Test
    void aContainerThatSomebodyDisconnectedIsNamedWithTheNetworksThatItHasLeft() {
        declare(BACKEND);
        run("web");
        run("db");
        evenkeel.eventually("networks", "backend", r -> endpoints(r) == 2);
        docker("network", "disconnect", "backend", "db");
        assertThat(findings(diagnosis(), "NotConnected"))
                .singleElement()
                .asString()
                .contains("db has left, and is on no network at all");
    }

    @Test
    void aContainerThatDoesNotRunIsNamed() {
        declare(BACKEND);
        run("web");
        run("db");
        run("job");
        docker("stop", "-t", "0", "db");
        docker("pause", "job");
        JsonNode diagnosis = diagnosis();
        assertThat(findings(diagnosis, "NotRunning")).singleElement().asString().contains("db is exited");
        assertThat(findings(diagnosis, "Paused")).singleElement().asString().contains("job is paused");
        docker("unpause", "job");
    }

    @Test
    void aBridgeThatIsGoneIsNamed() throws IOException, InterruptedException {
        declare(BACKEND);
        run("web");
        run("db");
        String id = docker("network", "inspect", "-f", "{{.Id}}", "backend");
        engine("ip", "link", "delete", "br-" + id.substring(0, 12));
        JsonNode diagnosis = diagnosis();
        assertThat(reasons(diagnosis, "Problem")).containsExactly("BridgeGone");
        assertThat(lines(diagnosis.path("checks"), "type", "from", "to", "result"))
                .contains("Gateway web  Failed", "Address web db Failed", "Name web db OK");

        for (String container : List.of("web", "db")) {
            docker("network", "disconnect", "backend", container);
        }
        docker("network", "rm", "backend");
        evenkeel.eventually("networks", "backend", r -> endpoints(r) == 2 && isTrue(r, "Ready"));
        assertThat(reasons(diagnosis(), "Problem")).isEmpty();
    }

    @Test
    void anInterfaceThatIsGoneIsNamed() throws IOException, InterruptedException {
        declare(BACKEND);
        run("web");
        run("db");
        String pid = docker("inspect", "-f", "{{.State.Pid}}", "db");
        process(List.of("nsenter", "--net=/proc/" + pid + "/ns/net", "busybox", "ip", "link", "delete", "eth0"));
        JsonNode diagnosis = diagnosis();
        assertThat(reasons(diagnosis, "Problem")).contains("InterfaceMissing");
        assertThat(reasons(diagnosis, "Problem")).doesNotContain("Unreachable");
    }

    @Test
    void askingChangesNothing() {
        declare(BACKEND);
        run("web");
        run("db");
        String before = docker("inspect", "web", "db") + docker("network", "inspect", "backend");
        diagnosis();
        assertThat(docker("inspect", "web", "db") + docker("network", "inspect", "backend"))
                .isEqualTo(before);
    }

    private static void declare(String manifest) {
        evenkeel.create("networks", manifest);
        if (!manifest.contains("Report")) {
            evenkeel.awaitReady("networks", "backend");
        }
    }

    private static void run(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "-d", "--name", name, "--network", "backend"));
        command.addAll(List.of(options));
        command.add(RealEngine.IMAGE);
        docker(command.toArray(String[]::new));
    }

    /** In the network namespace that {@code deploy/engine} made for the engine, beside its socket. */
    private static void engine(String... command) throws IOException, InterruptedException {
        Path namespace = Path.of(RealEngine.host().getPath()).resolveSibling("network");
        List<String> whole = new ArrayList<>(List.of("nsenter", "--net=" + namespace, "busybox"));
        whole.addAll(List.of(command));
        process(whole);
    }

    private static void process(List<String> command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static JsonNode diagnosis() {
        return EvenkeelProcess.json(evenkeel.send(
                        "GET", EvenkeelProcess.collection("networks") + "/backend/diagnosis", "application/json", "")
                .body());
    }

    private static int endpoints(JsonNode network) {
        return network.path("status").path("endpoints").size();
    }

    private static List<String> findings(JsonNode diagnosis, String reason) {
        return items(diagnosis.path("findings")).stream()
                .filter(finding -> finding.path("reason").asText().equals(reason))
                .map(finding -> finding.path("message").asText())
                .toList();
    }

    private static List<String> reasons(JsonNode diagnosis, String severity) {
        return items(diagnosis.path("findings")).stream()
                .filter(finding -> finding.path("severity").asText().equals(severity))
                .map(finding -> finding.path("reason").asText())
                .toList();
    }

    private static List<String> lines(JsonNode array, String... fields) {
        return items(array).stream()
                .map(item -> List.of(fields).stream()
                        .map(field -> item.path(field).asText())
                        .reduce((left, right) -> left + " " + right)
                        .orElse(""))
                .toList();
    }

    private static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
