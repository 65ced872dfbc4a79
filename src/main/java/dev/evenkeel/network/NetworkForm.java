package dev.evenkeel.network;

import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkCreation;
import java.util.List;
import java.util.Map;

/** What a network is made of, as a spec has it, as the engine shows it, and as the engine is asked for it. Pure. */
final class NetworkForm {

    private NetworkForm() {}

    /** A network as it is there, in the words of a spec. */
    static NetworkSpec spec(EngineNetwork network) {
        List<NetworkSpec.Pool> pools = network.ipam().stream()
                .map(p -> new NetworkSpec.Pool(p.subnet(), p.ipRange(), p.gateway(), p.auxiliaryAddresses()))
                .toList();
        return new NetworkSpec(
                network.driver(),
                network.internal(),
                network.attachable(),
                network.enableIPv4(),
                network.enableIPv6(),
                new NetworkSpec.Ipam(network.ipamDriver(), network.ipamOptions(), pools),
                network.options(),
                network.labels(),
                List.of(),
                NetworkSpec.DriftPolicy.Repair,
                NetworkSpec.RepairStrategy.Direct,
                RepairWindow.NONE,
                NetworkSpec.AdoptionPolicy.IfMatching,
                NetworkSpec.DeletionPolicy.Delete);
    }

    /**
     * What the engine is asked for.
     *
     * @param labels all of them: those of the spec do not count
     */
    static NetworkCreation creation(String name, NetworkSpec spec, Map<String, String> labels) {
        List<IpamPool> pools = spec.ipam().config().stream()
                .map(p -> new IpamPool(p.subnet(), p.ipRange(), p.gateway(), p.auxiliaryAddresses()))
                .toList();
        return new NetworkCreation(
                name,
                spec.driver(),
                spec.internal(),
                spec.attachable(),
                spec.enableIPv4(),
                spec.enableIPv6(),
                spec.ipam().driver(),
                spec.ipam().options(),
                pools,
                spec.options(),
                labels);
    }
}
