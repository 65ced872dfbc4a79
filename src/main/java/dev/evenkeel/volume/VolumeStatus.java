package dev.evenkeel.volume;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.FieldDrift;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a volume.
 *
 * @param origin how the volume became ours; absent until it did. From then on its absence is a loss
 * @param createdAt as the engine writes it
 * @param usedBy names of the containers that mount it, running or not
 */
public record VolumeStatus(
        long observedGeneration,
        List<Condition> conditions,
        Optional<Origin> origin,
        List<FieldDrift> drift,
        String plan,
        String mountpoint,
        String createdAt,
        List<String> usedBy,
        Optional<Instant> lastDriftTime,
        Optional<Instant> lastRepairTime,
        int repairs) {

    /** The status of a volume nobody has looked for. */
    static final VolumeStatus EMPTY = new VolumeStatus(
            0, List.of(), Optional.empty(), List.of(), "", "", "", List.of(), Optional.empty(), Optional.empty(), 0);

    /** How a volume became ours. */
    public enum Origin {
        /** We made it: it carries our uid label, and one without that label is another volume. */
        Created,
        /** It was there and matched. Labels cannot be added to it. */
        Adopted
    }

    public VolumeStatus {
        origin = Defaults.optional(origin);
        conditions = Defaults.list(conditions);
        drift = Defaults.list(drift);
        plan = Defaults.text(plan, "");
        mountpoint = Defaults.text(mountpoint, "");
        createdAt = Defaults.text(createdAt, "");
        usedBy = Defaults.list(usedBy);
        lastDriftTime = Defaults.optional(lastDriftTime);
        lastRepairTime = Defaults.optional(lastRepairTime);
    }
}
