package dev.evenkeel.policy;

import dev.evenkeel.control.DriftListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.network.EnginePaces;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkReconciler;
import dev.evenkeel.network.NetworkTelling;
import dev.evenkeel.network.NetworkTools;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.volume.VolumeContents;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeProtections;
import dev.evenkeel.volume.VolumeReconciler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets the reconcilers see everything that a registry holds, behind the guard that the program puts before engines. */
public final class PolicyWorld {

    private PolicyWorld() {}

    /** What came of each look. */
    public static List<Outcome> reconcile(Registry registry, Engine engine, HostPolicy policy) {
        Engine guarded = new GuardedEngine(Engines.DEFAULT, engine, policy, PolicyListener.NONE);
        Engines engines = new Engines(Map.of(Engines.DEFAULT, guarded));
        NetworkReconciler networks = new NetworkReconciler(
                registry,
                engines,
                new NetworkTools(
                        policy, HostRoutes.UNKNOWN, new EnginePaces(() -> 0, (name, took) -> {}), Runnable::run),
                NetworkTelling.NONE,
                Clock.systemUTC());
        VolumeReconciler volumes = new VolumeReconciler(
                registry,
                engines,
                VolumeContents.NONE,
                DriftListener.NONE,
                EventRecorder.NONE,
                VolumeProtections.UNKNOWN,
                Clock.systemUTC());
        List<Outcome> outcomes = new ArrayList<>();
        registry.list(NetworkKind.INSTANCE, Optional.empty())
                .items()
                .forEach(network -> outcomes.add(networks.reconcile(network.key())));
        registry.list(VolumeKind.INSTANCE, Optional.empty())
                .items()
                .forEach(volume -> outcomes.add(volumes.reconcile(volume.key())));
        return outcomes;
    }
}
