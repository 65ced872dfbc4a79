package dev.evenkeel.volume;

import dev.evenkeel.policy.VolumeRules;
import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Kind Volume: its names, and the rules its spec must obey. */
public final class VolumeKind implements ResourceKind<VolumeSpec, VolumeStatus> {

    public static final VolumeKind INSTANCE = new VolumeKind();

    /** moby's {@code volume/local}: what the local driver takes. */
    private static final Set<String> LOCAL_OPTIONS = Set.of("type", "device", "o", "size");

    /** moby's {@code daemon/names}: a volume's name has at least two characters. */
    private static final int NAME_LENGTH_MIN = 2;

    private VolumeKind() {}

    @Override
    public String kind() {
        return "Volume";
    }

    @Override
    public String plural() {
        return "volumes";
    }

    @Override
    public List<String> shortNames() {
        return List.of("vol");
    }

    @Override
    public Class<VolumeSpec> specType() {
        return VolumeSpec.class;
    }

    @Override
    public Class<VolumeStatus> statusType() {
        return VolumeStatus.class;
    }

    @Override
    public VolumeStatus emptyStatus() {
        return VolumeStatus.EMPTY;
    }

    @Override
    public List<Column<VolumeSpec, VolumeStatus>> columns() {
        return VolumeColumns.ALL;
    }

    @Override
    public List<Violation> validate(String name, VolumeSpec spec) {
        List<Violation> broken = new ArrayList<>();
        if (name.length() < NAME_LENGTH_MIN) {
            broken.add(Violation.invalid("metadata.name", name, "a volume's name has at least two characters"));
        }
        if (spec.driver().equals("local")) {
            localOptions(broken, spec);
        }
        broken.addAll(VolumeRules.violations(spec.driver(), spec.driverOptions()));
        broken.addAll(Ownership.violations("spec.labels", spec.labels().keySet()));
        spec.source().ifPresent(source -> source(broken, name, source));
        return broken;
    }

    @Override
    public List<Violation> validateChange(VolumeSpec stored, VolumeSpec wanted) {
        return stored.source().equals(wanted.source())
                ? List.of()
                : List.of(Violation.forbidden(
                        "spec.source", "it is what a new volume begins with, and does not change afterwards"));
    }

    private static void source(List<Violation> broken, String name, VolumeSpec.Source source) {
        if (source.volume().isEmpty() == source.backup().isEmpty()) {
            broken.add(
                    source.volume().isEmpty()
                            ? Violation.required("spec.source", "name a volume or a backup")
                            : Violation.forbidden("spec.source.backup", "spec.source.volume says what is copied"));
            return;
        }
        if (source.backup().isEmpty()) {
            broken.addAll(ObjectName.violations("spec.source.volume", source.volume()));
            if (source.volume().equals(name)) {
                broken.add(Violation.invalid("spec.source.volume", name, "a volume cannot be made of itself"));
            }
            if (!source.backupVolume().isEmpty()) {
                broken.add(Violation.forbidden("spec.source.backupVolume", "it goes with spec.source.backup"));
            }
            return;
        }
        broken.addAll(ObjectName.violations("spec.source.backup", source.backup()));
        if (!source.backupVolume().isEmpty()) {
            broken.addAll(ObjectName.violations("spec.source.backupVolume", source.backupVolume()));
        }
    }

    @Override
    public List<RiskyUse> riskyUses(String name, VolumeSpec spec) {
        return VolumeRules.uses(spec.driver(), spec.driverOptions());
    }

    /** The rules of moby's {@code volume/local}, which checks the first and mounts the rest much later. */
    private static void localOptions(List<Violation> broken, VolumeSpec spec) {
        for (String option : spec.driverOptions().keySet()) {
            if (!LOCAL_OPTIONS.contains(option)) {
                broken.add(Violation.notSupported(
                        "spec.driverOptions",
                        option,
                        LOCAL_OPTIONS.stream().sorted().toList()));
            }
        }
        boolean mounts = spec.driverOptions().containsKey("type")
                || spec.driverOptions().containsKey("device")
                || spec.driverOptions().containsKey("o");
        for (String needed : List.of("type", "device")) {
            if (mounts && spec.driverOptions().getOrDefault(needed, "").isBlank()) {
                broken.add(Violation.required(
                        "spec.driverOptions[" + needed + "]",
                        "a local volume that mounts something needs type and device"));
            }
        }
    }
}
