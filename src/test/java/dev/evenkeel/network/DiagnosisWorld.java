package dev.evenkeel.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EnginePort;
import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.IpamPool;
import dev.evenkeel.engine.NetworkMember;
import dev.evenkeel.network.ProbeAnswer.Outcome;
import dev.evenkeel.network.ProbeOrder.Target;
import dev.evenkeel.network.ProbeQuestion.Connect;
import dev.evenkeel.network.ProbeQuestion.Ping;
import dev.evenkeel.network.ProbeQuestion.Resolve;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The network backend as a diagnosis may find it: containers, and what they answer to each other. */
final class DiagnosisWorld {

    static final String ID = "8c6f".repeat(16);
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Map<String, String> options = new HashMap<>();
    private final List<EngineContainer> containers = new ArrayList<>();
    private final Map<String, NetworkMember> seen = new LinkedHashMap<>();
    private final Map<String, ProbeReport> reports = new HashMap<>();
    private String manifest = "spec: {}";
    private boolean internal;
    private BiFunction<String, Target, Outcome> answers = (from, target) -> Outcome.Yes;

    DiagnosisWorld declared(String yaml) {
        manifest = yaml;
        return this;
    }

    DiagnosisWorld internal() {
        internal = true;
        return this;
    }

    DiagnosisWorld option(String key, String value) {
        options.put(key, value);
        return this;
    }

    DiagnosisWorld answering(BiFunction<String, Target, Outcome> how) {
        answers = how;
        return this;
    }

    DiagnosisWorld reporting(String container, ProbeReport report) {
        reports.put(container, report);
        return this;
    }

    /** Running, and seen from both sides. */
    DiagnosisWorld running(String name, String address, String... aliases) {
        return container(name, "running", address, List.of(), aliases);
    }

    DiagnosisWorld container(String name, String state, String address, List<EnginePort> ports, String... aliases) {
        boolean live = state.equals("running") || state.equals("paused");
        containers.add(of(name, state, endpoint(name, live, address, aliases), ports));
        if (live) {
            seen.put(name, new NetworkMember(name, "e-" + name));
        }
        return this;
    }

    /** The container says that it is there, and the network does not. */
    DiagnosisWorld ghost(String name, String address) {
        containers.add(of(name, "running", endpoint(name, true, address), List.of()));
        return this;
    }

    /** The network says that it is there, and there is no such container. */
    DiagnosisWorld leftover(String name) {
        seen.put("gone-" + name, new NetworkMember(name, "e-" + name));
        return this;
    }

    DiagnosisWorld elsewhere(String name, String... networks) {
        Map<String, EngineEndpoint> endpoints = new HashMap<>();
        List.of(networks).forEach(network -> endpoints.put(network, endpoint(name, true, "10.9.0.2")));
        containers.add(new EngineContainer(name, name, "running", "x", "", endpoints, 1, List.of(), Map.of(), "", ""));
        return this;
    }

    DiagnosisWorld stale(String name) {
        EngineEndpoint old = new EngineEndpoint("0ld0".repeat(16), "", EndpointSettings.NONE, "", "", "");
        containers.add(of(name, "exited", old, List.of()));
        return this;
    }

    ObservedNetwork observed() {
        IpamPool pool = new IpamPool("10.81.0.0/24", "", "", Map.of());
        EngineNetwork network = new EngineNetwork(
                ID,
                "backend",
                "local",
                "bridge",
                internal,
                false,
                true,
                false,
                "default",
                Map.of(),
                List.of(pool),
                options,
                Map.of(),
                seen);
        return new ObservedNetwork(
                "backend",
                new EngineVersion("x", "1.41"),
                Optional.of(network),
                List.of(ID),
                List.of(),
                containers,
                List.of());
    }

    ProbePlan plan() {
        return ProbePlanner.plan(spec(), observed());
    }

    NetworkDiagnosis diagnosis() {
        ProbePlan plan = plan();
        Map<String, ProbeReport> all = new HashMap<>();
        plan.orders().forEach(order -> all.put(order.containerId(), report(order)));
        all.putAll(reports);
        try {
            return NetworkDiagnoser.diagnose(
                    Golden.CODEC.resource(NetworkKind.INSTANCE, Golden.parse("metadata: {name: backend}\n" + manifest)),
                    observed(),
                    plan,
                    all,
                    NOW);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(manifest, unreadable);
        }
    }

    private ProbeReport report(ProbeOrder order) {
        Map<ProbeQuestion, ProbeAnswer> given = new HashMap<>();
        for (Target target : order.targets()) {
            Outcome outcome = answers.apply(order.container(), target);
            String detail =
                    switch (target.question()) {
                        case Resolve resolve -> outcome == Outcome.Yes ? target.address() : "";
                        case Ping ping -> "";
                        case Connect connect -> "";
                    };
            given.put(target.question(), new ProbeAnswer(outcome, detail));
        }
        return new ProbeReport("", false, given);
    }

    private NetworkSpec spec() {
        try {
            return Golden.CODEC
                    .resource(NetworkKind.INSTANCE, Golden.parse("metadata: {name: backend}\n" + manifest))
                    .spec();
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(manifest, unreadable);
        }
    }

    private static EngineContainer of(String name, String state, EngineEndpoint endpoint, List<EnginePort> ports) {
        return new EngineContainer(
                name, name, state, "backend", "", Map.of("backend", endpoint), 1, ports, Map.of(), "", "");
    }

    private static EngineEndpoint endpoint(String name, boolean live, String address, String... aliases) {
        EndpointSettings settings =
                new EndpointSettings(List.of(aliases), live ? "" : address, "", List.of(), "", List.of(), Map.of(), 0);
        return new EngineEndpoint(ID, live ? "e-" + name : "", settings, live ? address : "", "", "");
    }
}
