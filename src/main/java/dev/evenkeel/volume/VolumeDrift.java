package dev.evenkeel.volume;

import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Secrets;
import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.FieldDrift;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The fields in which a volume on the engine differs from its spec, in a fixed order. */
final class VolumeDrift {

    /** The local driver's mount options: a comma list without an order. */
    private static final String MOUNT_OPTIONS = "o";

    private static final String OPTIONS = "driverOptions";

    /** The field that differs when the volume is not there. */
    static final String MISSING = "mountpoint";

    private VolumeDrift() {}

    /**
     * All that is wrong with a volume, which may be another than the one we made: then it lacks our mark. One that a
     * Restore brought back in its place is ours.
     */
    static List<FieldDrift> of(Resource<VolumeSpec, VolumeStatus> desired, EngineVolume actual) {
        List<FieldDrift> drift = new ArrayList<>(between(desired.spec(), actual));
        if (desired.status().origin().equals(Optional.of(VolumeStatus.Origin.Created)) && !isOurs(desired, actual)) {
            drift.add(new FieldDrift(
                    "labels[" + Ownership.UID + "]",
                    desired.metadata().uid(),
                    actual.labels().getOrDefault(Ownership.UID, "")));
        }
        return List.copyOf(drift);
    }

    static boolean isOurs(Resource<VolumeSpec, VolumeStatus> desired, EngineVolume actual) {
        return desired.metadata().uid().equals(actual.labels().get(Ownership.UID))
                || actual.labels().containsKey(Ownership.RESTORE);
    }

    private static List<FieldDrift> between(VolumeSpec spec, EngineVolume actual) {
        List<FieldDrift> drift = new ArrayList<>();
        if (!spec.driver().equals(actual.driver())) {
            drift.add(new FieldDrift("driver", spec.driver(), actual.driver()));
        }
        entries(drift, OPTIONS, spec.driverOptions(), actual.options(), true);
        entries(drift, "labels", spec.labels(), actual.labels(), actual.labels().containsKey(Ownership.UID));
        return List.copyOf(drift);
    }

    /** The one reason for a drift of several fields: the first, in the order of the checks. */
    static DriftReason reasonOf(List<FieldDrift> drift) {
        String field = drift.getFirst().field();
        if (field.equals(MISSING)) {
            return DriftReason.Missing;
        }
        if (field.equals("driver")) {
            return DriftReason.Driver;
        }
        return field.startsWith("labels") ? DriftReason.Labels : DriftReason.Options;
    }

    /**
     * Compares two maps.
     *
     * @param exact whether entries beyond the desired ones count: labels of a volume that we did not make do not
     */
    private static void entries(
            List<FieldDrift> drift,
            String field,
            Map<String, String> desired,
            Map<String, String> actual,
            boolean exact) {
        Set<String> keys = new TreeSet<>(desired.keySet());
        if (exact) {
            keys.addAll(actual.keySet());
        }
        keys.removeIf(key -> key.startsWith(Ownership.LABEL_PREFIX));
        for (String key : keys) {
            String want = desired.getOrDefault(key, "");
            String have = actual.getOrDefault(key, "");
            boolean same = desired.containsKey(key) == actual.containsKey(key)
                    && (key.equals(MOUNT_OPTIONS) ? asSet(want).equals(asSet(have)) : want.equals(have));
            if (!same) {
                drift.add(shown(field, key, want, have));
            }
        }
    }

    /** Whoever may read a status reads it: a password that somebody gave a volume by hand does not belong there. */
    private static FieldDrift shown(String field, String key, String want, String have) {
        String path = field + "[" + key + "]";
        return field.equals(OPTIONS)
                ? new FieldDrift(path, Secrets.hide(key, want), Secrets.hide(key, have))
                : new FieldDrift(path, want, have);
    }

    private static Set<String> asSet(String commaList) {
        return new TreeSet<>(Arrays.asList(commaList.split(",")));
    }
}
