package dev.evenkeel.restore;

import dev.evenkeel.resource.Defaults;

/**
 * Makes a new volume out of an archive. The spec does not change: make another Restore under another name.
 *
 * @param backup the name of the Backup, on the same engine. One that is not over is waited for
 * @param volume which of the Backup's volumes. May be left out when it has only one
 * @param target where the contents go
 */
public record RestoreSpec(String backup, String volume, Target target) {

    /** What to do with a volume of the target's name. */
    public enum Mode {
        /** There must not be one. */
        New
    }

    /**
     * Where the contents go.
     *
     * @param volume the name of the new volume
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
        target = Defaults.value(target, new Target("", Mode.New));
    }

    /** A Restore of one of a Backup's volumes. */
    public static RestoreSpec ofBackup(String backup, String volume, String target, Mode mode) {
        return new RestoreSpec(backup, volume, new Target(target, mode));
    }
}
