package dev.evenkeel.volume;

import dev.evenkeel.resource.Defaults;
import java.util.Map;
import java.util.Optional;

/**
 * The volume somebody wants: what {@code docker volume create} can say. The name of the resource is the name of the
 * volume. A volume that exists is never replaced, because it holds data.
 *
 * @param driver {@code local}, or an installed plugin
 * @param driverOptions options of the driver. For {@code local}: {@code type}, {@code device} and {@code o} as of
 *     mount(8), and {@code size}; what mounts something needs {@code type} and {@code device}
 * @param labels labels of the volume on the engine. Names that begin with {@code dev.evenkeel.} are refused
 * @param source what is in the volume when it is new. Does not change, and does nothing to a volume that is there
 * @param lossPolicy what to do when a volume that was there is gone
 * @param adoptionPolicy what to do about a volume of that name that was never ours
 * @param deletionPolicy what becomes of the volume when the resource is deleted
 */
public record VolumeSpec(
        String driver,
        Map<String, String> driverOptions,
        Map<String, String> labels,
        Optional<Source> source,
        LossPolicy lossPolicy,
        AdoptionPolicy adoptionPolicy,
        DeletionPolicy deletionPolicy) {

    /** What to do when a volume that was there is gone. */
    public enum LossPolicy {
        /** Create it again, empty. */
        Recreate,
        /** Create it again, with the contents of its newest verified backup. Wait if there is none. */
        Restore,
        /** Say so and wait. */
        Report
    }

    /**
     * What is in a volume when it is new. One of the two.
     *
     * @param volume the name of another volume of the engine, which is copied
     * @param backup the name of a Backup on the same engine
     * @param backupVolume which of the Backup's volumes. May be left out when it has only one
     */
    public record Source(String volume, String backup, String backupVolume) {

        public Source {
            volume = Defaults.text(volume, "");
            backup = Defaults.text(backup, "");
            backupVolume = Defaults.text(backupVolume, "");
        }
    }

    /** What to do about a volume of that name that was never ours. */
    public enum AdoptionPolicy {
        /** Leave it alone and say so. */
        Never,
        /** Take it over as it is if nothing differs, otherwise leave it alone and say so. */
        IfMatching
    }

    /** What becomes of the volume when the resource is deleted. */
    public enum DeletionPolicy {
        /** The data outlives the resource. */
        Retain,
        /** Remove it, and everything in it. */
        Delete
    }

    public VolumeSpec {
        driver = Defaults.text(driver, "local");
        driverOptions = Defaults.map(driverOptions);
        labels = Defaults.map(labels);
        source = Defaults.optional(source);
        lossPolicy = Defaults.value(lossPolicy, LossPolicy.Recreate);
        adoptionPolicy = Defaults.value(adoptionPolicy, AdoptionPolicy.IfMatching);
        deletionPolicy = Defaults.value(deletionPolicy, DeletionPolicy.Retain);
    }
}
