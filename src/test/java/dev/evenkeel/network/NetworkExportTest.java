package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.manifest.ManifestWriter;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.volume.VolumeExport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an engine has, as resources: the golden file is what people get to see. */
final class NetworkExportTest {

    private static final Path FOLDER = Path.of("src/test/resources/export");
    private static final String MTU = "com.docker.network.driver.mtu";

    private static final List<EngineNetwork> NETWORKS = List.of(
            network("bridge", "bridge", List.of(), Map.of(), Map.of()),
            network("ingress", "overlay", List.of(), Map.of(), Map.of()),
            network("plain", "bridge", List.of(pool("172.18.0.0/16", "", "172.18.0.1")), Map.of(), Map.of()),
            network(
                    "chosen",
                    "bridge",
                    List.of(new IpamPool("10.1.0.0/24", "10.1.0.128/25", "10.1.0.1", Map.of("router", "10.1.0.5"))),
                    Map.of(MTU, "1400", "com.docker.network.bridge.enable_icc", "false"),
                    Map.of("tier", "back", "on", "yes", "version", "1.10")),
            network("hostbits", "bridge", List.of(pool("10.2.0.77/24", "10.2.0.200/25", "")), Map.of(), Map.of()),
            network(
                    "inert",
                    "bridge",
                    List.of(pool("fd00:1::/64", "", ""), pool("10.3.0.0/24", "", "")),
                    Map.of(),
                    Map.of()),
            network(
                    "ours",
                    "bridge",
                    List.of(pool("10.4.0.0/24", "", "")),
                    Map.of(),
                    Map.of("dev.evenkeel.uid", "u", "dev.evenkeel.managed-by", "r", "mine", "1")),
            network(
                    "shop_front",
                    "bridge",
                    List.of(pool("10.5.0.0/24", "", "")),
                    Map.of(),
                    Map.of(
                            "com.docker.compose.project",
                            "shop",
                            "com.docker.compose.network",
                            "front",
                            "com.docker.compose.version",
                            "2.40.3")),
            network("odd", "bridge", List.of(), Map.of("foo.bar", "1", MTU, "1400"), Map.of()),
            network(
                    "parented",
                    "macvlan",
                    List.of(pool("192.168.1.0/24", "", "192.168.1.1")),
                    Map.of("parent", "eth0"),
                    Map.of()),
            network(
                    "swarm",
                    "overlay",
                    List.of(pool("10.0.1.0/24", "", "10.0.1.1")),
                    Map.of("com.docker.network.driver.overlay.vxlanid_list", "4097", "encrypted", ""),
                    Map.of()),
            network("plugged", "acme/net:1", List.of(), Map.of("api_token", "hunter2", "level", "3"), Map.of()),
            network("local", "bridge", List.of(pool("169.254.7.0/24", "", "")), Map.of(), Map.of()),
            network("a b", "bridge", List.of(), Map.of(), Map.of()),
            network("twice", "bridge", List.of(), Map.of(), Map.of()),
            network("twice", "bridge", List.of(pool("10.6.0.0/24", "", "")), Map.of(), Map.of()));

    private static final List<EngineVolume> VOLUMES = List.of(
            volume("data", "local", Map.of(), Map.of("tier", "data")),
            volume("share", "local", Map.of("type", "nfs", "o", "addr=10.0.0.1,rw", "device", ":/export"), Map.of()),
            volume(
                    "secret",
                    "local",
                    Map.of("type", "cifs", "o", "user=me,password=hunter2", "device", "//host/share"),
                    Map.of()),
            volume("bound", "local", Map.of("type", "none", "o", "bind", "device", "/srv/data"), Map.of()),
            volume("plugged", "acme/vol", Map.of("password", "hunter2"), Map.of()),
            volume("x", "local", Map.of(), Map.of()),
            volume("evenkeel-drill-1", "local", Map.of(), Map.of("dev.evenkeel.restore", "u")));

    @Test
    void whatIsThereIsWrittenAsSomebodyWouldHaveWrittenIt() {
        List<Declaration> all = new ArrayList<>(new NetworkExport("default").of(NETWORKS));
        all.addAll(new VolumeExport("default").of(VOLUMES));
        String text = new ManifestWriter(new ResourceCodec()).yaml(all);
        assertThat(text).doesNotContain("hunter2");
        Golden.expect(FOLDER, "zoo.yaml", text);
        assertThat(new ManifestWriter(new ResourceCodec()).json(all)).doesNotContain("hunter2");
    }

    @Test
    void theOrderOfTheEnginesListDoesNotMatter() {
        List<EngineNetwork> reversed = new ArrayList<>(NETWORKS);
        Collections.reverse(reversed);
        assertThat(new NetworkExport("default").of(reversed).stream().map(Object::toString))
                .containsExactlyElementsOf(new NetworkExport("default")
                        .of(NETWORKS).stream().map(Object::toString).toList());
    }

    @Test
    void whatIsDeclaredDoesNotDifferFromWhatIsThere() {
        for (Declaration declaration : new NetworkExport("default").of(NETWORKS)) {
            if (declaration instanceof Declaration.Declared declared
                    && declared.resource().spec() instanceof NetworkSpec spec) {
                EngineNetwork network = NETWORKS.stream()
                        .filter(n -> n.name().equals(declared.name()))
                        .findFirst()
                        .orElseThrow();
                Map<String, String> excess = new HashMap<>(network.options());
                excess.keySet().removeAll(spec.options().keySet());
                assertThat(NetworkDrift.between(spec, network, excess))
                        .as(declared.name())
                        .isEmpty();
            }
        }
    }

    private static IpamPool pool(String subnet, String range, String gateway) {
        return new IpamPool(subnet, range, gateway, Map.of());
    }

    private static EngineNetwork network(
            String name, String driver, List<IpamPool> pools, Map<String, String> options, Map<String, String> labels) {
        String id = name + pools.size();
        return new EngineNetwork(
                id, name, "local", driver, false, false, true, false, "default", Map.of(), pools, options, labels,
                Map.of());
    }

    private static EngineVolume volume(
            String name, String driver, Map<String, String> options, Map<String, String> labels) {
        return new EngineVolume(name, driver, options, labels, "/mnt/" + name, "2026-11-20T12:00:00Z");
    }
}
