package dev.evenkeel.restore;

import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings the contents of an archive into a volume. What is restored is named in one of three ways: by {@code backup},
 * by {@code volume} (with {@code asOf}, if not the newest), or by {@code archive}. The spec does not change: make
 * another Restore under another name.
 *
 * @param backup the name of the Backup, on the same engine. One that is not over is waited for
 * @param volume with {@code backup}, which of its volumes; may be left out when it has only one. Without, the volume
 *     whose newest good Backup is restored
 * @param asOf RFC 3339 time: the newest good Backup that was begun at that second or before. Goes with {@code volume}
 *     alone
 * @param archive an archive in a store, also if there is no Backup of it in the registry
 * @param target where the contents go
 * @param dryRun prove the archive, compare it with the target, write the plan into {@code status.plan}, and change
 *     nothing
 */
public record RestoreSpec(
        String backup,
        String volume,
        Optional<Instant> asOf,
        Optional<ArchiveReference> archive,
        Target target,
        boolean dryRun) {

    /** What to do with a volume of the target's name. */
    public enum Mode {
        /** There must not be one. */
        New,
        /** There must be one: its contents are replaced, after a safety backup, while nobody uses it. */
        Replace
    }

    /**
     * An archive in a store.
     *
     * @param store the name of the store
     * @param location the archive's place in it, {@code NAMESPACE/FILE}, as a Backup has it in
     *     {@code status.archives[].location}
     * @param deviceNodes whether device nodes are unpacked. No Backup vouches for the archive, so that it is refused
     *     for one otherwise
     */
    public record ArchiveReference(String store, String location, boolean deviceNodes) {

        public ArchiveReference {
            store = Defaults.text(store, "local");
            location = Defaults.text(location, "");
        }
    }

    /**
     * Where the contents go.
     *
     * @param volume the name of the volume
     * @param mode what to do about a volume of that name
     */
    public record Target(String volume, Mode mode) {

        public Target {
            volume = Defaults.text(volume, "");
            mode = Defaults.value(mode, Mode.New);
        }
    }

    public RestoreSpec {
        backup = Defaults.text(backup, "");
        volume = Defaults.text(volume, "");
        asOf = Defaults.optional(asOf);
        archive = Defaults.optional(archive);
        target = Defaults.value(target, new Target("", Mode.New));
    }

    /** A Restore of one of a Backup's volumes. */
    public static RestoreSpec ofBackup(String backup, String volume, String target, Mode mode) {
        return new RestoreSpec(backup, volume, Optional.empty(), Optional.empty(), new Target(target, mode), false);
    }

    boolean replaces() {
        return target.mode() == Mode.Replace;
    }
}
