package dev.evenkeel.network;

import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Kind Network: its names, and the rules its spec must obey, stricter than the engine's own. */
public final class NetworkKind implements ResourceKind<NetworkSpec, NetworkStatus> {

    public static final NetworkKind INSTANCE = new NetworkKind();

    /** Networks every engine has. They are not made and not removed. */
    private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none", "docker_gwbridge", "ingress");

    /** Drivers behind those: there is one instance of each, and it is built in. */
    private static final Set<String> BUILT_IN_DRIVERS = Set.of("host", "none", "null");

    private NetworkKind() {}

    @Override
    public String kind() {
        return "Network";
    }

    @Override
    public String plural() {
        return "networks";
    }

    @Override
    public List<String> shortNames() {
        return List.of("net");
    }

    @Override
    public Class<NetworkSpec> specType() {
        return NetworkSpec.class;
    }

    @Override
    public Class<NetworkStatus> statusType() {
        return NetworkStatus.class;
    }

    @Override
    public NetworkStatus emptyStatus() {
        return NetworkStatus.EMPTY;
    }

    @Override
    public List<Violation> validate(String name, NetworkSpec spec) {
        List<Violation> broken = new ArrayList<>();
        if (PREDEFINED.contains(name)) {
            broken.add(Violation.invalid("metadata.name", name, "is a predefined network of the engine"));
        }
        if (BUILT_IN_DRIVERS.contains(spec.driver())) {
            broken.add(Violation.invalid(
                    "spec.driver",
                    spec.driver(),
                    "is built into the engine, which has exactly one such network; use bridge, overlay, macvlan, ipvlan"
                            + " or an installed plugin"));
        } else {
            broken.addAll(ObjectName.violations("spec.driver", spec.driver().replaceAll("[/:]", "-")));
        }
        broken.addAll(OptionRules.violations(spec));
        broken.addAll(IpamRules.violations(spec));
        broken.addAll(AttachmentRules.violations(spec));
        return broken;
    }
}
