package dev.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EngineException.AddressInUse;
import dev.evenkeel.engine.EngineException.AddressPool;
import dev.evenkeel.engine.EngineException.AlreadyConnected;
import dev.evenkeel.engine.EngineException.InUse;
import dev.evenkeel.engine.EngineException.NameTaken;
import dev.evenkeel.engine.EngineException.NotConnected;
import dev.evenkeel.engine.EngineException.NotFound;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an engine treats networks and the containers on them. What is here is relied on by planners and appliers. */
abstract class EngineContract {

    private static final String ABSENT = "f".repeat(64);

    Engine engine;

    /** An engine with nothing of the last test on it. */
    abstract Engine freshEngine();

    /** {@code docker run --detach --network NETWORK}; returns the full id. */
    abstract String run(String network);

    /** {@code docker create --network NETWORK}; returns the full id. */
    abstract String create(String network);

    abstract void stop(String container);

    @BeforeEach
    void connectToTheEngine() {
        engine = freshEngine();
    }

    static NetworkCreation bridge(String name, IpamPool... pools) {
        return new NetworkCreation(
                name, "bridge", false, false, true, false, "default", Map.of(), List.of(pools), Map.of(), Map.of());
    }

    static IpamPool pool(String subnet) {
        return new IpamPool(subnet, "", "", Map.of());
    }

    private static EndpointSettings fixed(String ipv4Address, String... aliases) {
        return new EndpointSettings(List.of(aliases), ipv4Address, "", List.of(), "", List.of(), Map.of(), 0);
    }

    @Test
    void versionIsOneThatBothSidesSpeak() {
        assertThat(engine.version().atLeast(1, 40)).isTrue();
        assertThat(engine.version().atLeast(1, 52)).isFalse();
        assertThat(engine.version().version()).isNotEmpty();
    }

    @Test
    void createdNetworkIsWhatWasAskedFor() {
        IpamPool pool = new IpamPool("10.77.1.0/24", "10.77.1.128/25", "10.77.1.1", Map.of("router", "10.77.1.5"));
        Map<String, String> options = Map.of("com.docker.network.driver.mtu", "1400");
        String id = engine.createNetwork(new NetworkCreation(
                "full",
                "bridge",
                true,
                true,
                true,
                false,
                "default",
                Map.of(),
                List.of(pool),
                options,
                Map.of("tier", "back")));

        EngineNetwork network = engine.network(id);

        assertThat(network)
                .isEqualTo(new EngineNetwork(
                        id,
                        "full",
                        "local",
                        "bridge",
                        true,
                        true,
                        true,
                        false,
                        "default",
                        Map.of(),
                        List.of(pool),
                        options,
                        Map.of("tier", "back"),
                        Map.of()));
        assertThat(engine.networks()).contains(network);
    }

    @Test
    void networkThatLeavesItsAddressesToTheEngineGetsAPool() {
        EngineNetwork network = engine.network(engine.createNetwork(bridge("auto")));

        assertThat(network.ipam()).singleElement().satisfies(pool -> assertThat(pool.subnet())
                .contains("/"));
        assertThat(network.enableIPv4()).isTrue();
        assertThat(network.driver()).isEqualTo("bridge");
    }

    @Test
    void secondNetworkOfANameIsRefused() {
        engine.createNetwork(bridge("twin"));

        assertThatThrownBy(() -> engine.createNetwork(bridge("twin"))).isInstanceOf(NameTaken.class);
    }

    @Test
    void subnetThatOverlapsAnotherIsRefused() {
        engine.createNetwork(bridge("first", pool("10.77.2.0/24")));

        assertThatThrownBy(() -> engine.createNetwork(bridge("second", pool("10.77.2.128/25"))))
                .isInstanceOf(AddressPool.class);
    }

    @Test
    void networkThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> engine.network(ABSENT)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> engine.removeNetwork(ABSENT)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> engine.container(ABSENT)).isInstanceOf(NotFound.class);
    }

    @Test
    void removedNetworkIsGone() {
        String id = engine.createNetwork(bridge("gone"));

        engine.removeNetwork(id);

        assertThat(engine.networks()).extracting(EngineNetwork::id).doesNotContain(id);
    }

    @Test
    void runningContainerIsSeenFromBothSidesAndKeepsTheNetworkInUse() {
        String network = engine.createNetwork(bridge("busy"));
        String container = run("busy");

        EngineEndpoint own = engine.container(container).endpoints().get("busy");
        NetworkMember member = engine.network(network).containers().get(container);

        assertThat(own.networkId()).isEqualTo(network);
        assertThat(own.endpointId()).isNotEmpty().isEqualTo(member.endpointId());
        assertThat(own.ipv4Address()).isNotEmpty();
        assertThat(engine.container(container).running()).isTrue();
        assertThat(engine.networks())
                .allSatisfy(listed -> assertThat(listed.containers()).isEmpty());
        assertThatThrownBy(() -> engine.removeNetwork(network)).isInstanceOf(InUse.class);
    }

    @Test
    void connectedContainerHasTheSettingsAskedForAndNoOthers() {
        engine.createNetwork(bridge("base"));
        String network = engine.createNetwork(bridge("extra", pool("10.77.3.0/24")));
        String container = run("base");
        EndpointSettings settings = fixed("10.77.3.20", "web", "www");

        engine.connect(network, container, settings);

        EngineEndpoint endpoint = engine.container(container).endpoints().get("extra");
        assertThat(endpoint.settings()).isEqualTo(settings);
        assertThat(endpoint.ipv4Address()).isEqualTo("10.77.3.20");
    }

    @Test
    void settingsOfAStoppedContainerAreRememberedUntilItStarts() {
        engine.createNetwork(bridge("base"));
        String network = engine.createNetwork(bridge("extra", pool("10.77.3.0/24")));
        String container = create("base");

        engine.connect(network, container, fixed("10.77.3.21", "db"));

        assertThat(engine.network(network).containers()).isEmpty();
        assertThat(engine.container(container).endpoints().get("extra").settings())
                .isEqualTo(fixed("10.77.3.21", "db"));
        engine.startContainer(container);
        assertThat(engine.container(container).endpoints().get("extra").ipv4Address())
                .isEqualTo("10.77.3.21");
    }

    @Test
    void connectingTwiceIsRefused() {
        String network = engine.createNetwork(bridge("once"));
        String container = run("once");

        assertThatThrownBy(() -> engine.connect(network, container, EndpointSettings.NONE))
                .isInstanceOf(AlreadyConnected.class);
    }

    @Test
    void addressOfAnotherContainerIsRefused() {
        engine.createNetwork(bridge("base"));
        String network = engine.createNetwork(bridge("extra", pool("10.77.3.0/24")));
        engine.connect(network, run("base"), fixed("10.77.3.22"));
        String second = run("base");

        assertThatThrownBy(() -> engine.connect(network, second, fixed("10.77.3.22")))
                .isInstanceOf(AddressInUse.class);
    }

    @Test
    void connectingWhatIsNotThereIsNotFound() {
        String network = engine.createNetwork(bridge("lonely"));
        String container = run("lonely");

        assertThatThrownBy(() -> engine.connect(network, ABSENT, EndpointSettings.NONE))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> engine.connect(ABSENT, container, EndpointSettings.NONE))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> engine.startContainer(ABSENT)).isInstanceOf(NotFound.class);
    }

    @Test
    void disconnectedContainerForgetsItsSettings() {
        String network = engine.createNetwork(bridge("left"));
        String container = run("left");

        engine.disconnect(network, container);

        assertThat(engine.container(container).endpoints()).doesNotContainKey("left");
        assertThat(engine.network(network).containers()).isEmpty();
        assertThatThrownBy(() -> engine.disconnect(network, container)).isInstanceOf(NotConnected.class);
    }

    @Test
    void stoppedContainerDoesNotKeepItsNetworkAndCannotStartWithoutIt() {
        String network = engine.createNetwork(bridge("fickle"));
        String container = run("fickle");
        stop(container);

        engine.removeNetwork(network);
        engine.createNetwork(bridge("fickle"));

        assertThat(engine.container(container).endpoints().get("fickle").networkId())
                .isEqualTo(network);
        assertThatThrownBy(() -> engine.startContainer(container)).isInstanceOf(NotFound.class);
    }

    @Test
    void connectingAStoppedContainerToTheNewNetworkHealsIt() {
        String old = engine.createNetwork(bridge("renewed"));
        String container = run("renewed");
        stop(container);
        engine.removeNetwork(old);

        String renewed = engine.createNetwork(bridge("renewed"));
        engine.connect(renewed, container, EndpointSettings.NONE);
        engine.startContainer(container);
        engine.startContainer(container);

        assertThat(engine.network(renewed).containers()).containsKey(container);
    }

    @Test
    void referenceToANetworkThatIsGoneIsDroppedByName() {
        String network = engine.createNetwork(bridge("lost"));
        String container = run("lost");
        stop(container);
        engine.removeNetwork(network);

        engine.disconnect("lost", container);

        assertThat(engine.container(container).endpoints()).doesNotContainKey("lost");
    }

    @Test
    void containersAreFoundByTheNetworkTheyAreOn() {
        String network = engine.createNetwork(bridge("searched"));
        engine.createNetwork(bridge("other"));
        String running = run("searched");
        String created = create("searched");
        run("other");

        assertThat(engine.containers(Map.of("network", Set.of("searched"))))
                .extracting(ContainerSummary::id)
                .containsExactlyInAnyOrder(running, created);
        assertThat(engine.containers(Map.of("network", Set.of(network))))
                .extracting(ContainerSummary::id)
                .contains(running);
        assertThat(engine.containers()).extracting(ContainerSummary::id).contains(running, created);
        assertThat(engine.containers())
                .filteredOn(container -> container.id().equals(running))
                .singleElement()
                .satisfies(container -> assertThat(
                                container.endpoints().get("searched").networkId())
                        .isEqualTo(network));
    }
}
