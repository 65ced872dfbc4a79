package dev.evenkeel.network;

import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.resource.FieldDrift;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is wrong with one container's place on the network. */
final class AttachmentDrift {

    static final String MAC_ADDRESS = ".macAddress";

    /** What the actual state of such an endpoint is called. */
    static final String GHOST = "a ghost: the network does not know its endpoint";

    private AttachmentDrift() {}

    /**
     * An empty list when {@code wanted} is on the network as it should be.
     *
     * @param expected whether we answer for its being there. Others come and go, and may be seen half connected while
     *     the engine is at it: of them only what has to do with a network that is gone is wrong
     */
    static List<FieldDrift> of(Membership wanted, ObservedNetwork observed, boolean expected) {
        Optional<EngineContainer> container = observed.container(wanted.containerID());
        if (container.isEmpty()) {
            return List.of();
        }
        String field = "attachments[" + wanted.container() + "]";
        Optional<EngineEndpoint> endpoint = observed.endpoint(container.get());
        if (endpoint.isEmpty()) {
            return List.of(new FieldDrift(field, "connected", "disconnected"));
        }
        if (observed.refersToThePast(container.get())) {
            return List.of(new FieldDrift(field, "connected", "connected to a network that is gone"));
        }
        if (Stranded.is(container.get(), observed)) {
            return List.of(new FieldDrift(field, "started", "not started, its network was gone"));
        }
        if (!observed.attached(container.get())) {
            String actual = observed.ghost(container.get()) ? GHOST : "connected by half";
            return expected ? List.of(new FieldDrift(field, "connected", actual)) : List.of();
        }
        List<FieldDrift> drift =
                settings(field, wanted.settings(), endpoint.get().settings(), observed);
        if (container.get().running() && !wanted.macAddress().isEmpty()) {
            text(
                    drift,
                    field + MAC_ADDRESS,
                    wanted.macAddress().toLowerCase(Locale.ROOT),
                    endpoint.get().macAddress().toLowerCase(Locale.ROOT));
        }
        return drift;
    }

    private static List<FieldDrift> settings(
            String field, EndpointSettings wanted, EndpointSettings actual, ObservedNetwork observed) {
        List<FieldDrift> drift = new ArrayList<>();
        if (!new HashSet<>(actual.aliases()).containsAll(wanted.aliases())) {
            drift.add(new FieldDrift(
                    field + ".aliases", String.join(",", wanted.aliases()), String.join(",", actual.aliases())));
        }
        address(drift, field + ".ipv4Address", wanted.ipv4Address(), actual.ipv4Address());
        address(drift, field + ".ipv6Address", wanted.ipv6Address(), actual.ipv6Address());
        text(drift, field + ".driverOptions", sorted(wanted.driverOptions()), sorted(actual.driverOptions()));
        if (observed.version().atLeast(1, 48)) {
            text(
                    drift,
                    field + ".gatewayPriority",
                    Integer.toString(wanted.gatewayPriority()),
                    Integer.toString(actual.gatewayPriority()));
        }
        return drift;
    }

    private static void address(List<FieldDrift> drift, String field, String wanted, String actual) {
        if (!Addresses.same(wanted, actual)) {
            drift.add(new FieldDrift(field, wanted, actual));
        }
    }

    private static void text(List<FieldDrift> drift, String field, String wanted, String actual) {
        if (!wanted.equals(actual)) {
            drift.add(new FieldDrift(field, wanted, actual));
        }
    }

    private static String sorted(Map<String, String> options) {
        return new TreeMap<>(options).toString();
    }
}
