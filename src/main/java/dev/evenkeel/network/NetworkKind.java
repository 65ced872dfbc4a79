package dev.evenkeel.network;

import dev.evenkeel.policy.DriverName;
import dev.evenkeel.policy.NetworkRules;
import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.RiskyUse.Feature;
import dev.evenkeel.resource.View;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Kind Network: its names, and the rules its spec must obey, stricter than the engine's own. */
public final class NetworkKind implements ResourceKind<NetworkSpec, NetworkStatus> {

    public static final NetworkKind INSTANCE = new NetworkKind();

    /** Networks every engine has. They are not made and not removed. */
    static final Set<String> PREDEFINED = Set.of("bridge", "host", "none", "docker_gwbridge", "ingress");

    /** Drivers behind those: there is one instance of each, and it is built in. */
    private static final Set<String> BUILT_IN_DRIVERS = Set.of("host", "none", "null");

    /** Replacing what somebody else made. */
    static final RiskyUse ADOPTION =
            new RiskyUse(Feature.adopt, "spec.adoptionPolicy", NetworkSpec.AdoptionPolicy.Recreate.name());

    /** What is wrong between the containers of a network. */
    public static final View DIAGNOSIS = new View("diagnosis", "NetworkDiagnosis", NetworkDiagnosis.class);

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
    public List<Column<NetworkSpec, NetworkStatus>> columns() {
        return NetworkColumns.ALL;
    }

    @Override
    public List<View> views() {
        return List.of(DIAGNOSIS);
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
            broken.addAll(DriverName.violations(spec.driver()));
        }
        broken.addAll(NetworkRules.violations(spec.driver(), spec.options()));
        broken.addAll(Ownership.violations("spec.labels", spec.labels().keySet()));
        broken.addAll(IpamRules.violations(spec));
        broken.addAll(AttachmentRules.violations(spec));
        broken.addAll(spec.repairWindow().violations("spec.repairWindow"));
        return broken;
    }

    @Override
    public List<String> warnings(NetworkSpec spec) {
        return NetworkWarnings.of(spec);
    }

    @Override
    public List<RiskyUse> riskyUses(String name, NetworkSpec spec) {
        List<RiskyUse> uses =
                new ArrayList<>(NetworkRules.uses(spec.driver(), spec.ipam().driver(), spec.options()));
        if (spec.adoptionPolicy() == NetworkSpec.AdoptionPolicy.Recreate) {
            uses.add(ADOPTION);
        }
        return uses;
    }
}
