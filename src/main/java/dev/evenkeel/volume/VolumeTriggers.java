package dev.evenkeel.volume;

import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.FieldDrift;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which volumes are worth a look: after an engine event, and after a look at the engine as a whole. Pure. */
public final class VolumeTriggers {

    /** Mounting and unmounting change nothing that we declare. */
    private static final Set<String> ACTIONS = Set.of("create", "destroy");

    private VolumeTriggers() {}

    /** The volume an event is about. */
    public static Optional<ResourceKey> keyOf(EngineEvent event, String engine) {
        return event.type().equals("volume") && ACTIONS.contains(event.action())
                ? Optional.of(VolumeKind.INSTANCE.key(engine, event.name()))
                : Optional.empty();
    }

    /** Whether a volume that is in order differs from what the engine's lists show. */
    public static boolean differs(
            Resource<VolumeSpec, VolumeStatus> resource,
            List<EngineVolume> volumes,
            List<ContainerSummary> containers,
            VolumeProtections protections) {
        VolumeStatus status = resource.status();
        if (resource.deleting()
                || status.observedGeneration() != resource.metadata().generation()
                || Conditions.find(status.conditions(), Condition.READY)
                        .filter(c -> c.status() != Condition.Status.Unknown)
                        .isEmpty()) {
            return true;
        }
        String name = resource.metadata().name();
        Optional<List<FieldDrift>> drift =
                volumes.stream().filter(v -> v.name().equals(name)).findFirst().map(v -> VolumeDrift.of(resource, v));
        List<String> usedBy = containers.stream()
                .filter(c -> c.volumes().contains(name))
                .map(ContainerSummary::name)
                .sorted()
                .toList();
        boolean newsOfBackups = volumes.stream()
                .filter(v -> v.name().equals(name))
                .flatMap(v -> protections.of(resource.metadata().namespace(), name, labels(resource, v)).stream())
                .anyMatch(protection -> !protection.toldBy(status));
        return newsOfBackups
                || drift.isEmpty()
                || !drift.get().equals(status.drift())
                || !usedBy.equals(status.usedBy());
    }

    private static Map<String, String> labels(Resource<VolumeSpec, VolumeStatus> resource, EngineVolume volume) {
        return VolumeLabels.of(volume.labels(), Optional.of(resource));
    }
}
