package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the engine's lists and events is worth a look at a network, and what is not. */
final class NetworkTriggersTest {

    /** In order: api is on it and runs, job is on it and does not, db is declared and not there yet. */
    private static final String SETTLED = """
            metadata: {name: backend, namespace: default, uid: uid-1, generation: 2}
            spec: {internal: true, attachments: [{container: api}, {container: db}]}
            status:
              observedGeneration: 2
              conditions: [{type: Ready, status: 'True', reason: InSync}]
              networkID: n1
              injectedOptions: {injected: '1450'}
              endpoints:
              - {container: api, containerID: c1, ipv4Address: 10.81.0.2, running: true}
              - {container: job, containerID: c2, running: false}
              - {container: left, containerID: c3, running: true, leftTime: 2026-11-20T11:59:00Z}
            """;

    private static final EngineNetwork BACKEND = network("n1", "backend", true, Map.of("injected", "1450"));
    private static final ContainerSummary API = on("backend", "c1", "api", "running", "10.81.0.2");
    private static final ContainerSummary JOB = on("backend", "c2", "job", "exited", "");
    private static final ContainerSummary STRANGER = on("elsewhere", "c9", "stranger", "running", "10.9.0.2");

    @Test
    void aNetworkInOrderIsLeftAlone() throws JsonProcessingException {
        assertThat(differs(SETTLED, List.of(BACKEND), List.of(API, JOB))).isFalse();
    }

    @Test
    void whatHappensElsewhereWakesNobody() throws JsonProcessingException {
        EngineNetwork other = network("n2", "elsewhere", false, Map.of());
        assertThat(differs(SETTLED, List.of(other, BACKEND), List.of(STRANGER, JOB, API)))
                .isFalse();
    }

    @Test
    void theLastAddressOfAStoppedContainerSaysNothing() throws JsonProcessingException {
        ContainerSummary stale = on("backend", "c2", "job", "exited", "10.81.0.9");
        assertThat(differs(SETTLED, List.of(BACKEND), List.of(API, stale))).isFalse();
    }

    @Test
    void aChangeOfTheNetworkWakes() throws JsonProcessingException {
        List<List<EngineNetwork>> changes = List.of(
                List.of(),
                List.of(network("n2", "backend", true, Map.of("injected", "1450"))),
                List.of(network("n1", "backend", false, Map.of("injected", "1450"))),
                List.of(network("n1", "backend", true, Map.of("injected", "1400"))),
                List.of(BACKEND, network("n2", "backend", true, Map.of())));
        for (List<EngineNetwork> networks : changes) {
            assertThat(differs(SETTLED, networks, List.of(API, JOB)))
                    .as("%s", networks)
                    .isTrue();
        }
    }

    @Test
    void aChangeOfWhoIsOnItWakes() throws JsonProcessingException {
        List<List<ContainerSummary>> changes = List.of(
                List.of(API),
                List.of(JOB),
                List.of(API, JOB, on("backend", "c9", "stranger", "running", "10.81.0.7")),
                List.of(API, JOB, on("backend", "c3", "left", "running", "10.81.0.8")),
                List.of(on("backend", "c1", "api", "running", "10.81.0.3"), JOB),
                List.of(on("backend", "c1", "api", "exited", ""), JOB),
                List.of(API, on("backend", "c2", "job", "running", "10.81.0.9")),
                List.of(on("backend", "c8", "api", "running", "10.81.0.2"), JOB),
                List.of(API, JOB, on("elsewhere", "c7", "db", "running", "10.9.0.3")),
                List.of(API, JOB, on("elsewhere", "c7", "db", "exited", "")));
        for (List<ContainerSummary> containers : changes) {
            assertThat(differs(SETTLED, List.of(BACKEND), containers))
                    .as("%s", containers)
                    .isTrue();
        }
    }

    @Test
    void aContainerThatIsSelectedByItsLabelsWakes() throws JsonProcessingException {
        String selecting = SETTLED.replace("{container: db}", "{selector: {matchLabels: {tier: back, env: prod}}}");
        List<ContainerSummary> newcomers = List.of(
                labelled(Map.of("tier", "back", "env", "prod", "more", ""), "elsewhere"),
                labelled(Map.of("tier", "back", "env", "prod"), "bridge"));
        for (ContainerSummary newcomer : newcomers) {
            assertThat(differs(selecting, List.of(BACKEND), List.of(API, JOB, newcomer)))
                    .as("%s", newcomer)
                    .isTrue();
        }
        List<ContainerSummary> others = List.of(
                labelled(Map.of("tier", "back"), "elsewhere"),
                labelled(Map.of("tier", "back", "env", "test"), "elsewhere"),
                labelled(Map.of("tier", "back", "env", "prod"), "host"),
                labelled(Map.of("tier", "back", "env", "prod"), "none"));
        for (ContainerSummary other : others) {
            assertThat(differs(selecting, List.of(BACKEND), List.of(API, JOB, other)))
                    .as("%s", other)
                    .isFalse();
        }
    }

    @Test
    void theOrderOfTheListsDoesNotMatter() throws JsonProcessingException {
        List<ContainerSummary> containers = new ArrayList<>(List.of(JOB, STRANGER, API));
        assertThat(differs(SETTLED, List.of(BACKEND), containers)).isFalse();
        assertThat(differs(SETTLED, List.of(BACKEND), containers.reversed())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "observedGeneration: 1",
                "repair: {id: repair-7, startedAt: 2026-11-20T11:59:00Z, remembered: []}",
                "conditions: [{type: Ready, status: 'False', reason: EngineFailed}]",
                "conditions: [{type: Ready, status: Unknown, reason: EngineUnreachable}]",
                "conditions: []"
            })
    void whatIsNotSettledIsLookedAtWhateverTheListsSay(String status) throws JsonProcessingException {
        String field = status.substring(0, status.indexOf(':'));
        String manifest = SETTLED.replaceAll("(?m)^ {2}" + field + ":.*\\n", "") + "  " + status + "\n";
        assertThat(differs(manifest, List.of(BACKEND), List.of(API, JOB))).isTrue();
    }

    @Test
    void whatIsBeingDeletedIsLookedAt() throws JsonProcessingException {
        String deleted = SETTLED.replace("generation: 2}", "generation: 2, deletionTimestamp: 2026-11-20T11:59:00Z}");
        assertThat(differs(deleted, List.of(BACKEND), List.of(API, JOB))).isTrue();
    }

    @Test
    void labelDriftThatIsKnownDoesNotWakeAgain() throws JsonProcessingException {
        String known = SETTLED.replace("spec: {", "spec: {labels: {tier: back}, ")
                + "  drift: [{field: 'labels[tier]', desired: back}]\n";
        assertThat(differs(known, List.of(BACKEND), List.of(API, JOB))).isFalse();
    }

    @Test
    void anEventNamesTheNetworkItIsAbout() {
        EngineEvent event =
                new EngineEvent("network", "disconnect", "n1", Map.of("name", "backend", "container", "c1"), 1);
        assertThat(NetworkTriggers.keyOf(event, "default")).contains(NetworkKind.INSTANCE.key("default", "backend"));
        assertThat(NetworkTriggers.keyOf(
                        new EngineEvent("network", "prune", "", Map.of("reclaimed", "0"), 1), "default"))
                .isEmpty();
        assertThat(NetworkTriggers.keyOf(new EngineEvent("volume", "create", "backend", Map.of(), 1), "default"))
                .isEmpty();
    }

    private static boolean differs(String manifest, List<EngineNetwork> networks, List<ContainerSummary> containers)
            throws JsonProcessingException {
        Resource<NetworkSpec, NetworkStatus> resource =
                Golden.CODEC.resource(NetworkKind.INSTANCE, Golden.parse(manifest));
        return NetworkTriggers.differs(resource, networks, containers);
    }

    private static EngineNetwork network(String id, String name, boolean internal, Map<String, String> options) {
        return new EngineNetwork(
                id,
                name,
                "local",
                "bridge",
                internal,
                false,
                true,
                false,
                "default",
                Map.of(),
                List.of(new IpamPool("10.81.0.0/24", "", "", Map.of())),
                options,
                Map.of(),
                Map.of());
    }

    private static ContainerSummary labelled(Map<String, String> labels, String network) {
        EngineEndpoint endpoint = new EngineEndpoint("n9", "e9", EndpointSettings.NONE, "10.9.0.9", "", "");
        return new ContainerSummary("c9", "web", "running", labels, Map.of(network, endpoint), Set.of());
    }

    private static ContainerSummary on(String network, String id, String name, String state, String address) {
        EngineEndpoint endpoint = new EngineEndpoint("n1", "e-" + id, EndpointSettings.NONE, address, "", "");
        return new ContainerSummary(id, name, state, Map.of(), Map.of(network, endpoint), Set.of());
    }
}
