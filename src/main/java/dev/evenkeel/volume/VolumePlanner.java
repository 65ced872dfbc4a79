package dev.evenkeel.volume;

import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.resource.FieldDrift;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.volume.VolumeStatus.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides, from what is wanted and what was seen, what is to be done about a volume. Pure. */
final class VolumePlanner {

    private final String registryId;

    /**
     * @param registryId marks what we make
     */
    VolumePlanner(String registryId) {
        this.registryId = registryId;
    }

    VolumePlan plan(Resource<VolumeSpec, VolumeStatus> desired, ObservedVolume observed) {
        if (desired.deleting()) {
            return removal(desired, observed);
        }
        if (isBeingFilled(desired)) {
            return fill(desired, desired.status().filling().orElseThrow());
        }
        return observed.volume()
                .map(volume -> present(desired, volume, observed))
                .orElseGet(() -> missing(desired));
    }

    private VolumePlan missing(Resource<VolumeSpec, VolumeStatus> desired) {
        if (desired.status().origin().isEmpty()) {
            return desired.spec().source().isPresent()
                    ? fill(desired, VolumeContents.Occasion.New)
                    : VolumePlan.step(List.of(), new VolumeStep.Create(creation(desired), "declared"));
        }
        List<FieldDrift> drift = loss(desired);
        return switch (desired.spec().lossPolicy()) {
            case Recreate -> VolumePlan.step(drift, new VolumeStep.Create(creation(desired), "missing"));
            case Restore -> fill(desired, VolumeContents.Occasion.Loss);
            case Report ->
                VolumePlan.hindered(
                        drift,
                        VolumeReason.LossReported,
                        "the volume is gone and spec.lossPolicy is Report; restore a backup under its name, or set"
                                + " Recreate for an empty one");
        };
    }

    /** A volume that is there may hold half of what it shall hold: as long as that is so it counts as missing. */
    private static boolean isBeingFilled(Resource<VolumeSpec, VolumeStatus> desired) {
        return desired.status()
                .filling()
                .filter(occasion -> occasion == VolumeContents.Occasion.New
                        || desired.spec().lossPolicy() == VolumeSpec.LossPolicy.Restore)
                .isPresent();
    }

    private static VolumePlan fill(Resource<VolumeSpec, VolumeStatus> desired, VolumeContents.Occasion occasion) {
        boolean isNew = occasion == VolumeContents.Occasion.New;
        return VolumePlan.step(
                isNew ? List.of() : loss(desired),
                new VolumeStep.Fill(desired.metadata().name(), occasion, isNew ? "declared" : "missing"));
    }

    private static List<FieldDrift> loss(Resource<VolumeSpec, VolumeStatus> desired) {
        return List.of(new FieldDrift(VolumeDrift.MISSING, desired.status().mountpoint(), ""));
    }

    /** The volume that we made is gone, and another one has its name: a loss, though a volume is there. */
    private static boolean isSupplanted(Resource<VolumeSpec, VolumeStatus> desired, EngineVolume volume) {
        return desired.spec().lossPolicy() == VolumeSpec.LossPolicy.Restore
                && desired.status().origin().equals(Optional.of(Origin.Created))
                && !VolumeDrift.isOurs(desired, volume);
    }

    private static VolumePlan present(
            Resource<VolumeSpec, VolumeStatus> desired, EngineVolume volume, ObservedVolume observed) {
        List<FieldDrift> drift = VolumeDrift.of(desired, volume);
        if (isSupplanted(desired, volume)) {
            return observed.usedBy().isEmpty()
                    ? fill(desired, VolumeContents.Occasion.Loss)
                    : VolumePlan.hindered(
                            drift,
                            VolumeReason.Supplanted,
                            "the volume was lost, and another one of its name is used by "
                                    + String.join(", ", observed.usedBy())
                                    + "; restore over it (a Restore with target.mode: Replace), or remove them and it");
        }
        boolean everOurs = desired.status().origin().isPresent() || VolumeDrift.isOurs(desired, volume);
        if (!everOurs && desired.spec().adoptionPolicy() == VolumeSpec.AdoptionPolicy.Never) {
            return VolumePlan.hindered(
                    drift,
                    VolumeReason.ForeignVolume,
                    "a volume of this name is there and spec.adoptionPolicy is Never; allow IfMatching or rename");
        }
        return drift.isEmpty()
                ? VolumePlan.nothing()
                : VolumePlan.hindered(
                        drift,
                        VolumeReason.RequiresReplacement,
                        "the volume differs (" + drift.getFirst() + ") and holds data, so it is left alone; make the"
                                + " spec match, or back it up, remove it and restore it");
    }

    private static VolumePlan removal(Resource<VolumeSpec, VolumeStatus> desired, ObservedVolume observed) {
        boolean keep = desired.spec().deletionPolicy() == VolumeSpec.DeletionPolicy.Retain;
        boolean adopted = desired.status().origin().equals(Optional.of(Origin.Adopted));
        boolean ours = observed.volume()
                .filter(v -> adopted || VolumeDrift.isOurs(desired, v))
                .isPresent();
        if (keep || !ours) {
            return VolumePlan.nothing();
        }
        if (!observed.usedBy().isEmpty()) {
            return VolumePlan.hindered(
                    List.of(),
                    VolumeReason.VolumeInUse,
                    "containers use the volume: " + String.join(", ", observed.usedBy())
                            + "; remove them, or set spec.deletionPolicy: Retain");
        }
        return VolumePlan.step(
                List.of(), new VolumeStep.Remove(desired.metadata().name(), "resource deleted"));
    }

    private VolumeCreation creation(Resource<VolumeSpec, VolumeStatus> desired) {
        Map<String, String> labels = new LinkedHashMap<>(desired.spec().labels());
        labels.put(Ownership.MANAGED_BY, registryId);
        labels.put(Ownership.UID, desired.metadata().uid());
        return new VolumeCreation(
                desired.metadata().name(),
                desired.spec().driver(),
                desired.spec().driverOptions(),
                labels);
    }
}
