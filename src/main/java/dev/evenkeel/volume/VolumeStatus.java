package dev.evenkeel.volume;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.FieldDrift;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of the volume. Fields that are empty are left out.
 *
 * @param observedGeneration the {@code metadata.generation} that this was seen of
 * @param conditions Ready, Drifted, Protected, Reconciling and Stalled
 * @param origin how the volume became ours; absent until it did. From then on its absence is a loss
 * @param filling why the volume is being filled; absent when it is not. As long as it is, nobody should use it
 * @param drift the fields in which the engine differs now
 * @param plan what waits, or why nothing can be done
 * @param mountpoint the folder on the engine's host that has the contents, as the engine tells
 * @param createdAt when the engine made it, as the engine writes it
 * @param usedBy names of the containers that mount it, running or not
 * @param lastDriftTime when drift was found for the last time
 * @param lastRepairTime when drift was put right for the last time
 * @param repairs how often drift was put right
 * @param lastBackup the newest good archive of it; absent when there is none
 */
public record VolumeStatus(
        long observedGeneration,
        List<Condition> conditions,
        Optional<Origin> origin,
        Optional<VolumeContents.Occasion> filling,
        List<FieldDrift> drift,
        String plan,
        String mountpoint,
        String createdAt,
        List<String> usedBy,
        Optional<Instant> lastDriftTime,
        Optional<Instant> lastRepairTime,
        int repairs,
        Optional<LastBackup> lastBackup) {

    /** Whether the volume has a good backup, and a schedule that will make more. */
    public static final String PROTECTED = "Protected";

    /** The status of a volume nobody has looked for. */
    static final VolumeStatus EMPTY = new VolumeStatus(
            0,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "",
            "",
            "",
            List.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty());

    VolumeStatus withProtection(VolumeProtection protection, List<Condition> newConditions) {
        return new VolumeStatus(
                observedGeneration,
                newConditions,
                origin,
                filling,
                drift,
                plan,
                mountpoint,
                createdAt,
                usedBy,
                lastDriftTime,
                lastRepairTime,
                repairs,
                protection.lastBackup());
    }

    /** How a volume became ours. */
    public enum Origin {
        /** We made it: it carries our uid label, and one without that label is another volume. */
        Created,
        /** It was there and matched. Labels cannot be added to it. */
        Adopted
    }

    public VolumeStatus {
        origin = Defaults.optional(origin);
        filling = Defaults.optional(filling);
        conditions = Defaults.list(conditions);
        drift = Defaults.list(drift);
        plan = Defaults.text(plan, "");
        mountpoint = Defaults.text(mountpoint, "");
        createdAt = Defaults.text(createdAt, "");
        usedBy = Defaults.list(usedBy);
        lastDriftTime = Defaults.optional(lastDriftTime);
        lastRepairTime = Defaults.optional(lastRepairTime);
        lastBackup = Defaults.optional(lastBackup);
    }

    /** It is filled, or was given up. */
    VolumeStatus filled() {
        return new VolumeStatus(
                observedGeneration,
                conditions,
                origin,
                Optional.empty(),
                drift,
                plan,
                mountpoint,
                createdAt,
                usedBy,
                lastDriftTime,
                lastRepairTime,
                repairs,
                lastBackup);
    }
}
