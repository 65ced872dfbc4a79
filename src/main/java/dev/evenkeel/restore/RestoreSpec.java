package dev.evenkeel.restore;

import dev.evenkeel.resource.Defaults;

/**
 * Which archive becomes which volume.
 *
 * @param backup name of the Backup, on the same engine
 * @param volume which of the Backup's volumes; empty when it has only one
 */
public record RestoreSpec(String backup, String volume, Target target) {

    /** What to do with a volume of the target's name. */
    public enum Mode {
        /** There must not be one. */
        New
    }

    /** Where the contents go. */
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
}
