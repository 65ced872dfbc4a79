package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.network.NetworkStep.Start;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Containers that the engine should have started by their restart policy, and could not because a network was gone. It
 * does not try again when the network is back, so we do; nobody else is ever started. Pure.
 */
final class Stranded {

    private static final Set<String> POLICIES = Set.of("always", "unless-stopped");

    /** By id, or since 23, when the container was on no network any more, by the name that it was created with. */
    private static final Pattern NETWORK_GONE = Pattern.compile("network \\S+ not found");

    private Stranded() {}

    static List<NetworkStep> starts(ObservedNetwork observed, List<Membership> members) {
        return members.stream()
                .filter(member -> observed.container(member.containerID())
                        .filter(c -> is(c, observed))
                        .isPresent())
                .map(member -> (NetworkStep) new Start(member, "its network was gone"))
                .toList();
    }

    /** Of a container on several networks the last one that is put right starts it. */
    static boolean is(EngineContainer container, ObservedNetwork observed) {
        Set<String> there = Stream.concat(observed.others().stream(), observed.network().stream())
                .map(EngineNetwork::id)
                .collect(Collectors.toSet());
        return container.state().equals("exited")
                && POLICIES.contains(container.restartPolicy())
                && NETWORK_GONE.matcher(container.error()).find()
                && container.endpoints().entrySet().stream()
                        .filter(own -> !own.getKey().equals(observed.name()))
                        .map(own -> own.getValue().networkId())
                        .allMatch(id -> id.isEmpty() || there.contains(id));
    }
}
