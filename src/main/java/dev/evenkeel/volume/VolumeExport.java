package dev.evenkeel.volume;

import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Secrets;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.resource.Declaration.Care;
import dev.evenkeel.resource.ForeignLabels;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The volumes of an engine as resources that take them over as they are. Pure. */
public final class VolumeExport {

    /** moby marks the volumes that it made for a container without being told a name; engines before 23 do not. */
    private static final String ANONYMOUS = "com.docker.volume.anonymous";

    private static final Pattern RANDOM_NAME = Pattern.compile("[0-9a-f]{64}");

    private final String namespace;

    /** @param namespace of the resources: the engine's */
    public VolumeExport(String namespace) {
        this.namespace = namespace;
    }

    /** Each volume, by name. */
    public List<Declaration> of(List<EngineVolume> volumes) {
        return volumes.stream()
                .sorted(Comparator.comparing(EngineVolume::name))
                .map(this::of)
                .toList();
    }

    /** Whether it was made for one container, and goes with that. */
    public static boolean isAnonymous(String name, Map<String, String> labels) {
        return labels.containsKey(ANONYMOUS) || RANDOM_NAME.matcher(name).matches();
    }

    private Declaration of(EngineVolume volume) {
        if (Ownership.isScratch(volume.name(), volume.labels())) {
            return leftOut(volume, Care.Meant, "a restore drill made it, and removes it", Optional.empty());
        }
        VolumeSpec spec = spec(volume, new TreeMap<>(volume.options()));
        Map<String, String> hidden = new TreeMap<>(spec.driverOptions());
        hidden.replaceAll(Secrets::hide);
        if (!hidden.equals(spec.driverOptions())) {
            String option = hidden.keySet().stream()
                    .filter(key -> !hidden.get(key).equals(spec.driverOptions().get(key)))
                    .findFirst()
                    .orElseThrow();
            return leftOut(
                    volume,
                    Care.Impossible,
                    "driverOptions[" + option + "] holds a secret, which is not printed; this is the rest of it",
                    Optional.of(resource(volume, spec(volume, hidden))));
        }
        List<Violation> broken = new ArrayList<>(ObjectName.violations("metadata.name", volume.name()));
        broken.addAll(VolumeKind.INSTANCE.validate(volume.name(), spec));
        if (!broken.isEmpty()) {
            List<String> told =
                    broken.stream().map(v -> v.field() + ": " + v.message()).toList();
            String why = "a resource may not be like it: " + String.join("; ", told);
            return leftOut(volume, Care.Impossible, why, Optional.empty());
        }
        List<String> remarks = new ArrayList<>();
        ForeignLabels.owner(volume.labels())
                .ifPresent(owner -> remarks.add(owner + " made it: docker compose down --volumes removes it"));
        VolumeKind.INSTANCE.riskyUses(volume.name(), spec).stream()
                .map(HostPolicy::needed)
                .forEach(remarks::add);
        return new Declaration.Declared(resource(volume, spec), remarks);
    }

    private Declaration leftOut(EngineVolume volume, Care care, String why, Optional<Resource<?, ?>> draft) {
        return new Declaration.LeftOut(VolumeKind.INSTANCE.kind(), volume.name(), why, care, draft);
    }

    private Resource<VolumeSpec, VolumeStatus> resource(EngineVolume volume, VolumeSpec spec) {
        return new Resource<>(
                VolumeKind.INSTANCE.kind(), Metadata.named(namespace, volume.name()), spec, VolumeStatus.EMPTY);
    }

    private static VolumeSpec spec(EngineVolume volume, Map<String, String> options) {
        Map<String, String> labels = new TreeMap<>(volume.labels());
        labels.keySet().removeIf(key -> key.startsWith(Ownership.LABEL_PREFIX) || ForeignLabels.isNote(key));
        return new VolumeSpec(
                volume.driver(),
                options,
                labels,
                Optional.empty(),
                VolumeSpec.LossPolicy.Recreate,
                VolumeSpec.AdoptionPolicy.IfMatching,
                VolumeSpec.DeletionPolicy.Retain);
    }
}
