package dev.evenkeel.network;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.policy.HostRoutes;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.Viewer;
import java.time.Clock;
import java.util.Optional;

/** Diagnoses networks: looks, asks, says. Orchestration only, and nothing is changed. */
public final class NetworkDiagnoses implements Viewer {

    private final Registry registry;
    private final Engines engines;
    private final NetworkProbe probe;
    private final Clock clock;

    public NetworkDiagnoses(Registry registry, Engines engines, NetworkProbe probe, Clock clock) {
        this.registry = registry;
        this.engines = engines;
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    public Optional<NetworkDiagnosis> view(ResourceKey key) {
        return registry.find(NetworkKind.INSTANCE, key).map(this::diagnose);
    }

    private NetworkDiagnosis diagnose(Resource<NetworkSpec, NetworkStatus> resource) {
        String engine = resource.metadata().namespace();
        try {
            return engines.find(engine)
                    .map(found -> diagnose(resource, found))
                    .orElseGet(() ->
                            blind(resource, DiagnosisReason.UnknownEngine, "No engine is called " + engine + "."));
        } catch (EngineException failure) {
            return blind(resource, DiagnosisReason.EngineUnreachable, failure.getMessage());
        }
    }

    private NetworkDiagnosis diagnose(Resource<NetworkSpec, NetworkStatus> resource, Engine engine) {
        ObservedNetwork observed = NetworkObserver.observe(resource, engine, HostRoutes.UNKNOWN);
        ProbePlan plan = ProbePlanner.plan(resource.spec(), observed);
        return NetworkDiagnoser.diagnose(resource, observed, plan, probe.ask(plan.orders()), clock.instant());
    }

    private NetworkDiagnosis blind(
            Resource<NetworkSpec, NetworkStatus> resource, DiagnosisReason reason, String message) {
        return NetworkDiagnoser.blind(resource.metadata().name(), reason, message, clock.instant());
    }
}
