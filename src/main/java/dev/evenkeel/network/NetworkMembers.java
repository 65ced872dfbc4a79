package dev.evenkeel.network;

import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who belongs on a network: declared ∪ observed ∪ remembered.
 *
 * <p>Remembered are the members of an open repair and, when the network we knew is gone, those who were last seen on
 * it, or had left it shortly before.
 *
 * @param all in the order in which they are to be connected
 * @param expected ids of those we answer for, declared or remembered; the others are guests
 */
record NetworkMembers(List<Membership> all, Set<String> expected) {

    /** Fixed addresses first, before the engine gives them to somebody else; then those who are waiting. */
    private static final Comparator<Membership> CONNECT_ORDER = Comparator.comparing(
                    (Membership m) -> !m.settings().fixed())
            .thenComparing(m -> !m.running())
            .thenComparing(Membership::container);

    NetworkMembers {
        all = List.copyOf(all);
        expected = Set.copyOf(expected);
    }

    static NetworkMembers of(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, Instant now) {
        Map<String, Membership> members = new LinkedHashMap<>();
        Set<String> expected = new HashSet<>();
        for (EngineContainer container : observed.containers()) {
            observed.endpoint(container)
                    .ifPresent(e -> members.put(container.id(), Membership.of(container, e.settings())));
        }
        for (Membership lost : lost(desired.status(), observed, now)) {
            members.putIfAbsent(lost.containerID(), lost);
            expected.add(lost.containerID());
        }
        for (Membership remembered : desired.status().remembered()) {
            members.put(remembered.containerID(), remembered);
            expected.add(remembered.containerID());
        }
        members.keySet().removeIf(id -> observed.container(id).isEmpty());
        for (NetworkSpec.Attachment wish : desired.spec().attachments()) {
            observed.containerNamed(wish.container()).ifPresent(c -> {
                members.compute(c.id(), (id, known) -> (known == null ? bare(c) : known).declared(wish));
                expected.add(c.id());
            });
        }
        return new NetworkMembers(
                members.values().stream().sorted(CONNECT_ORDER).toList(), expected);
    }

    private static List<Membership> lost(NetworkStatus status, ObservedNetwork observed, Instant now) {
        boolean sameNetwork = observed.network()
                .filter(n -> n.id().equals(status.networkID()))
                .isPresent();
        if (status.networkID().isEmpty() || sameNetwork) {
            return List.of();
        }
        return status.endpoints().stream()
                .filter(endpoint -> endpoint.rememberedAt(now))
                .map(NetworkStatus.Endpoint::membership)
                .toList();
    }

    private static Membership bare(EngineContainer container) {
        return Membership.of(container, EndpointSettings.NONE);
    }
}
