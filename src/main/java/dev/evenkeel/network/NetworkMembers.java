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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who belongs on a network: declared ∪ observed ∪ remembered.
 *
 * <p>Remembered are the members of an open repair and, when the network we knew is gone, those who were last seen on
 * it, or had left it shortly before.
 *
 * @param all in the order in which they are to be connected
 * @param before the same, as they were: without what the spec declares. What is remembered, and where it leads back to
 * @param expected ids of those we answer for: declared, remembered, or left behind by a connect that failed; the
 *     others are guests
 */
record NetworkMembers(List<Membership> all, List<Membership> before, Set<String> expected) {

    /** Fixed addresses first, before the engine gives them to somebody else; then those who are waiting. */
    private static final Comparator<Membership> CONNECT_ORDER = Comparator.comparing(
                    (Membership m) -> !m.settings().fixed())
            .thenComparing(m -> !m.running())
            .thenComparing(Membership::container);

    NetworkMembers {
        all = List.copyOf(all);
        before = List.copyOf(before);
        expected = Set.copyOf(expected);
    }

    static NetworkMembers of(Resource<NetworkSpec, NetworkStatus> desired, ObservedNetwork observed, Instant now) {
        Map<String, Membership> members = new LinkedHashMap<>();
        Set<String> expected = new HashSet<>();
        for (EngineContainer container : observed.containers()) {
            observed.endpoint(container)
                    .ifPresent(e -> members.put(container.id(), Membership.of(container, e.settings())));
        }
        desired.status().endpoints().stream()
                .filter(endpoint -> endpoint.brokenAt(now))
                .flatMap(endpoint -> observed.container(endpoint.containerID()).stream())
                .filter(observed::broken)
                .forEach(container -> expected.add(container.id()));
        for (Membership lost : lost(desired.status(), observed, now)) {
            members.putIfAbsent(lost.containerID(), lost);
            expected.add(lost.containerID());
        }
        for (Membership remembered : desired.status().remembered()) {
            members.put(remembered.containerID(), remembered);
            expected.add(remembered.containerID());
        }
        members.keySet().removeIf(id -> observed.container(id).isEmpty());
        List<Membership> before = inOrder(members);
        for (EngineContainer c : observed.containers()) {
            wish(desired.spec(), c).ifPresent(wish -> {
                members.compute(c.id(), (id, known) -> (known == null ? bare(c) : known).declared(wish));
                expected.add(c.id());
            });
        }
        return new NetworkMembers(inOrder(members), before, expected);
    }

    /** These, with nothing declared. */
    NetworkMembers asTheyWere() {
        return new NetworkMembers(before, before, expected);
    }

    /** These on the network as it is: who would be refused there with what is declared comes as he was. */
    NetworkMembers on(ObservedNetwork observed) {
        Map<String, Membership> were =
                before.stream().collect(Collectors.toMap(Membership::containerID, Function.identity()));
        List<Membership> welcome = all.stream()
                .map(member -> observed.admits(member) ? member : were.getOrDefault(member.containerID(), member))
                .filter(observed::admits)
                .toList();
        return new NetworkMembers(welcome, before, expected);
    }

    private static List<Membership> inOrder(Map<String, Membership> members) {
        return members.values().stream().sorted(CONNECT_ORDER).toList();
    }

    /** A label that fits says nothing of whether a container can be on a network at all. */
    private static Optional<NetworkSpec.Attachment> wish(NetworkSpec spec, EngineContainer container) {
        return spec.attachmentOf(container.name(), container.labels())
                .filter(wish -> wish.byName() || container.hasNetworkOfItsOwn());
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
