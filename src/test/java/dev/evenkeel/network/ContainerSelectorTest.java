package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.resource.Violation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers that are on a network because of what is written on them. */
final class ContainerSelectorTest {

    private static final String TIER = "{attachments: [{selector: {matchLabels: {tier: back}}, aliases: [backend]}]}";

    @TempDir
    Path data;

    private NetworkWorld world;

    @BeforeEach
    void open() {
        world = new NetworkWorld(data);
        world.engine.createNetwork(NetworkForm.creation(
                "elsewhere", Golden.CODEC.mapper().convertValue(Map.of(), NetworkSpec.class), Map.of()));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whoeverBearsTheLabelsIsOnTheNetworkAlsoIfHeComesLater() {
        run("api", Map.of("tier", "back"));
        run("web", Map.of("tier", "front"));
        world.declare(TIER);
        assertThat(world.members()).containsExactly("api");

        run("db", Map.of("tier", "back", "more", "words"));
        world.reconcile();

        assertThat(world.members()).containsExactly("api", "db");
        assertThat(world.status().endpoints())
                .allSatisfy(endpoint -> assertThat(endpoint.aliases()).containsExactly("backend"));
    }

    @Test
    void oneThatIsMadeAnewUnderItsNameIsFollowed() {
        String old = run("api", Map.of("tier", "back"));
        world.declare(TIER);
        world.engine.removeContainer(old);
        String fresh = run("api", Map.of("tier", "back"));

        world.reconcile();

        assertThat(world.engine.network(world.networkId()).containers()).containsOnlyKeys(fresh);
    }

    @Test
    void oneThatIsNotSelectedAnyMoreIsLeftWhereItIs() {
        run("api", Map.of("tier", "back"));
        world.declare(TIER);
        world.redeclare(TIER.replace("back}", "front}"));

        world.reconcile();

        assertThat(world.members()).containsExactly("api");
        assertThat(world.ready()).isEqualTo("InSync");
    }

    @Test
    void oneThatIsNamedIsAsThatSays() {
        run("api", Map.of("tier", "back"));
        run("db", Map.of("tier", "back"));
        world.declare("{attachments: [{selector: {matchLabels: {tier: back}}, aliases: [any]},"
                + " {container: db, aliases: [only]}]}");

        assertThat(world.status().endpoints())
                .extracting(endpoint -> endpoint.container() + endpoint.aliases())
                .containsExactly("api[any]", "db[only]");
    }

    @Test
    void whoHasNoNetworkOfItsOwnIsPassedOver() {
        world.engine.createContainer("sidecar", "container:api", Map.of("tier", "back"), Set.of());

        world.declare(TIER);

        assertThat(world.ready()).isEqualTo("InSync");
    }

    @Test
    void whoIsSelectedIsNoStrangerWhenTheNetworkGoes() {
        run("api", Map.of("tier", "back"));
        world.declare(TIER);

        world.delete();

        assertThat(world.engine.networks())
                .extracting(network -> network.name())
                .doesNotContain("backend");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                                              | .container
                    {selector: {}}                                                  | .container
                    {selector: {matchLabels: {}}}                                   | .container
                    {selector: {matchLabels: {'': x}}}                              | .selector.matchLabels
                    {container: api, selector: {matchLabels: {tier: back}}}         | .selector
                    {selector: {matchLabels: {tier: back}}, ipv4Address: 10.81.0.9} | .ipv4Address
                    {selector: {matchLabels: {tier: back}}, macAddress: '02:42:ac:11:00:02'} | .macAddress
                    """)
    void eachBrokenRuleNamesItsField(String attachment, String field) throws JsonProcessingException {
        NetworkSpec spec = Golden.CODEC
                .mapper()
                .treeToValue(
                        Golden.parse("{ipam: {config: [{subnet: 10.81.0.0/24}]}, attachments: [" + attachment + "]}"),
                        NetworkSpec.class);
        assertThat(NetworkKind.INSTANCE.validate("backend", spec))
                .extracting(Violation::field)
                .containsExactly("spec.attachments[0]" + field);
    }

    private String run(String name, Map<String, String> labels) {
        String id = world.engine.createContainer(name, "elsewhere", labels, Set.of());
        world.engine.startContainer(id);
        return id;
    }
}
