package dev.evenkeel.volume;

import dev.evenkeel.resource.Defaults;
import java.util.Map;

/**
 * The volume somebody wants: what {@code docker volume create} can say.
 *
 * @param driverOptions options of the driver; for {@code local}: type, device and o as of mount(8)
 * @param lossPolicy what to do when a volume that was there is gone
 * @param adoptionPolicy what to do about a volume of that name that was never ours
 * @param deletionPolicy what becomes of the volume when the resource is deleted
 */
public record VolumeSpec(
        String driver,
        Map<String, String> driverOptions,
        Map<String, String> labels,
        LossPolicy lossPolicy,
        AdoptionPolicy adoptionPolicy,
        DeletionPolicy deletionPolicy) {

    /** What to do when a volume that was there is gone. */
    public enum LossPolicy {
        /** Create it again, empty. */
        Recreate,
        /** Say so and wait. */
        Report
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
        lossPolicy = Defaults.value(lossPolicy, LossPolicy.Recreate);
        adoptionPolicy = Defaults.value(adoptionPolicy, AdoptionPolicy.IfMatching);
        deletionPolicy = Defaults.value(deletionPolicy, DeletionPolicy.Retain);
    }
}
