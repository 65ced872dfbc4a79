package dev.evenkeel.command;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.manifest.ManifestFinding;
import dev.evenkeel.manifest.Manifests;
import dev.evenkeel.network.NetworkForecast;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkReason;
import dev.evenkeel.registry.StoredResources;
import dev.evenkeel.resource.Forecast;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.volume.VolumeForecast;
import dev.evenkeel.volume.VolumeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Asks the planners of networks and volumes what they would do, one resource after the other. */
final class DryRun {

    private final EngineAccess engine;
    private final Optional<StoredResources> stored;
    private final NetworkForecast networks;
    private final VolumeForecast volumes;
    private final Instant now;
    private final List<Forecast> forecasts = new ArrayList<>();
    private final List<PlanReport.Unknown> unknown = new ArrayList<>();
    private final List<ResourceKey> notPlanned = new ArrayList<>();

    /** @param stored what is declared already, as far as somebody at hand knows */
    DryRun(EngineAccess engine, Optional<StoredResources> stored, Instant now) {
        String registryId = stored.map(StoredResources::registryId).orElse("");
        this.engine = engine;
        this.stored = stored;
        this.networks = new NetworkForecast(engine.engine(), engine.routes(), engine.policy(), registryId);
        this.volumes = new VolumeForecast(engine.engine(), engine.policy(), registryId);
        this.now = now;
    }

    /** What is declared. */
    PlanReport of(StoredResources resources) {
        resources.list(NetworkKind.INSTANCE).forEach(network -> ask(network, networks::of));
        resources.list(VolumeKind.INSTANCE).forEach(volume -> ask(volume, volumes::of));
        return report();
    }

    /** What would be declared, over what is. */
    PlanReport of(Manifests manifests) {
        manifests.resources().forEach(this::wanted);
        return report();
    }

    /** What a change breaks beyond what the manifests break by themselves. */
    List<ManifestFinding> objections(Manifests manifests) {
        return manifests.resources().stream()
                .flatMap(read -> objections(read).stream())
                .toList();
    }

    private <S, T> List<ManifestFinding> objections(Manifests.Read<S, T> read) {
        return find(read.kind(), read.resource().key()).stream()
                .flatMap(before -> read
                        .kind()
                        .validateChange(before.spec(), read.resource().spec())
                        .stream())
                .map(violation -> new ManifestFinding(
                        read.place(),
                        read.kind().kind() + " " + read.resource().metadata().name(),
                        violation))
                .toList();
    }

    private <S, T> Optional<Resource<S, T>> find(ResourceKind<S, T> kind, ResourceKey key) {
        return stored.flatMap(resources -> resources.find(kind, key));
    }

    private void wanted(Manifests.Read<?, ?> read) {
        if (read.kind().equals(NetworkKind.INSTANCE)) {
            wanted(NetworkKind.INSTANCE, read.resource(), networks::of);
        } else if (read.kind().equals(VolumeKind.INSTANCE)) {
            wanted(VolumeKind.INSTANCE, read.resource(), volumes::of);
        } else {
            notPlanned.add(read.resource().key());
        }
    }

    /** As it would be after a write: what is known of it from the registry, the spec from the manifest. */
    private <S, T> void wanted(
            ResourceKind<S, T> kind, Resource<?, ?> manifest, BiFunction<Resource<S, T>, Instant, Forecast> forecast) {
        S spec = kind.specType().cast(manifest.spec());
        Optional<Forecast> refused = engine.policy()
                .refusal(kind.riskyUses(manifest.metadata().name(), spec))
                .map(refusal -> Forecast.refused(manifest.key(), NetworkReason.PolicyDenied.name(), refusal.message()));
        if (refused.isPresent()) {
            forecasts.add(refused.get());
            return;
        }
        Resource<S, T> wanted = find(kind, manifest.key())
                .map(before -> before.spec().equals(spec)
                        ? before
                        : before.withSpec(spec)
                                .with(before.metadata()
                                        .withGeneration(before.metadata().generation() + 1)))
                .orElseGet(() -> new Resource<>(kind.kind(), manifest.metadata(), spec, kind.emptyStatus()));
        ask(wanted, forecast);
    }

    private <S, T> void ask(Resource<S, T> wanted, BiFunction<Resource<S, T>, Instant, Forecast> forecast) {
        try {
            forecasts.add(forecast.apply(wanted, now));
        } catch (EngineException silent) {
            unknown.add(new PlanReport.Unknown(wanted.key(), silent.getMessage()));
        }
    }

    private PlanReport report() {
        return new PlanReport(forecasts, unknown, notPlanned);
    }
}
