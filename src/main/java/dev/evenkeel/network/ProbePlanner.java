package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.network.ProbeOrder.Target;
import dev.evenkeel.network.ProbeQuestion.Connect;
import dev.evenkeel.network.ProbeQuestion.Ping;
import dev.evenkeel.network.ProbeQuestion.Resolve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** Who is to ask what about whom: each running member about every other, within limits. Pure. */
final class ProbePlanner {

    static final int MEMBERS_MAX = 20;
    static final int PAIRS_MAX = 200;

    /** Of one container. */
    static final int NAMES_MAX = 10;

    static final int PORTS_MAX = 10;

    private final NetworkSpec spec;
    private final ObservedNetwork observed;

    private ProbePlanner(NetworkSpec spec, ObservedNetwork observed) {
        this.spec = spec;
        this.observed = observed;
    }

    static ProbePlan plan(NetworkSpec spec, ObservedNetwork observed) {
        return new ProbePlanner(spec, observed).plan();
    }

    /** The names under which the others are to find a container: its own, those it has, those it is declared with. */
    static List<String> names(NetworkSpec spec, ObservedNetwork observed, EngineContainer container) {
        SequencedSet<String> names = new LinkedHashSet<>(List.of(container.name()));
        observed.endpoint(container).ifPresent(e -> names.addAll(e.settings().aliases()));
        spec.attachments().stream()
                .filter(wish -> wish.container().equals(container.name()))
                .forEach(wish -> names.addAll(wish.aliases()));
        return names.stream().limit(NAMES_MAX).toList();
    }

    private ProbePlan plan() {
        List<EngineContainer> live = observed.containers().stream()
                .filter(container -> container.running() && observed.attached(container))
                .sorted(Comparator.comparing(EngineContainer::name))
                .toList();
        List<EngineContainer> asked = live.stream().limit(MEMBERS_MAX).toList();
        List<List<Target>> targets = new ArrayList<>();
        asked.forEach(from -> targets.add(new ArrayList<>(gateways(from))));
        int count = asked.size();
        int pairs = 0;
        // Round after round, so that a limit leaves everybody with about as many others.
        for (int distance = 1; distance < count; distance++) {
            for (int i = 0; i < count && pairs < PAIRS_MAX; i++, pairs++) {
                targets.get(i).addAll(about(asked.get((i + distance) % count)));
            }
        }
        List<ProbeOrder> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            EngineContainer from = asked.get(i);
            orders.add(new ProbeOrder(from.id(), from.name(), from.pid(), addresses(from), targets.get(i)));
        }
        return new ProbePlan(orders, live.size() - count, count * (count - 1) - pairs);
    }

    private List<Target> gateways(EngineContainer from) {
        boolean ipv4 =
                observed.endpoint(from).map(e -> !e.ipv4Address().isEmpty()).orElse(false);
        EngineNetwork network = observed.network().orElseThrow();
        return network.ipam().stream()
                .filter(pool -> NetworkGateways.answer(network))
                .map(pool -> NetworkGateways.of(network, pool))
                .filter(gateway -> !gateway.isEmpty() && gateway.contains(":") != ipv4)
                .map(gateway -> new Target("", gateway, new Ping(gateway)))
                .toList();
    }

    private List<Target> about(EngineContainer to) {
        List<Target> targets = new ArrayList<>();
        List<String> addresses = addresses(to);
        if (!addresses.isEmpty()) {
            String first = addresses.getFirst();
            boolean ipv6 = first.contains(":");
            names(spec, observed, to)
                    .forEach(name -> targets.add(new Target(to.name(), first, new Resolve(name, ipv6))));
            addresses.forEach(address -> targets.add(new Target(to.name(), address, new Ping(address))));
            to.ports().stream()
                    .filter(port -> port.protocol().equals("tcp"))
                    .limit(PORTS_MAX)
                    .forEach(port -> targets.add(new Target(to.name(), first, new Connect(first, port.number()))));
        }
        return targets;
    }

    private List<String> addresses(EngineContainer container) {
        return observed.endpoint(container).stream()
                .flatMap(ProbePlanner::addresses)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    private static Stream<String> addresses(EngineEndpoint endpoint) {
        return Stream.of(endpoint.ipv4Address(), endpoint.ipv6Address());
    }
}
