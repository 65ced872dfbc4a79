package dev.evenkeel.restore;

import dev.evenkeel.engine.VolumeCreation;

/** One thing to do for a restore, and why. */
sealed interface RestoreStep {

    /**
     * Before anything is written.
     *
     * @param deviceNodes whether the archive may have some
     */
    record Prove(ArchiveChoice archive, boolean deviceNodes) implements RestoreStep {
        @Override
        public String toString() {
            return "prove archive " + archive.location() + " (nothing is written before)";
        }
    }

    /** Makes way, or tidies up: the volume is one that this restore made. */
    record RemoveVolume(String name, String cause) implements RestoreStep {
        @Override
        public String toString() {
            return "remove volume " + name + " (" + cause + ")";
        }
    }

    record CreateVolume(VolumeCreation creation, String cause) implements RestoreStep {
        @Override
        public String toString() {
            return "create volume " + creation.name() + " (driver " + creation.driver() + ", " + cause + ")";
        }
    }

    /** A driver may give a new volume what another has: unpacking would overwrite it. */
    record RequireEmpty(String volume) implements RestoreStep {
        @Override
        public String toString() {
            return "require volume " + volume + " to be empty (its options may be those of another)";
        }
    }

    record Unpack(ArchiveChoice archive, String volume) implements RestoreStep {
        @Override
        public String toString() {
            return "unpack archive " + archive.location() + " into volume " + volume;
        }
    }

    record Compare(ArchiveChoice archive, String volume) implements RestoreStep {
        @Override
        public String toString() {
            return "compare volume " + volume + " with the manifest of " + archive.location();
        }
    }

    record StopContainer(Replacement.StoppedContainer container) implements RestoreStep {
        @Override
        public String toString() {
            return "stop container " + container.name() + " (it uses the volume)";
        }
    }

    /** Whoever began to use the volume in the meantime would see it change under his hands. */
    record RequireUnused(String volume) implements RestoreStep {
        @Override
        public String toString() {
            return "require that no container runs on volume " + volume;
        }
    }

    record Save(String volume, String backup) implements RestoreStep {
        @Override
        public String toString() {
            return "back up volume " + volume + " as Backup " + backup + " (the way back; it is kept)";
        }
    }

    record Empty(String volume) implements RestoreStep {
        @Override
        public String toString() {
            return "empty volume " + volume;
        }
    }

    record StartContainer(Replacement.StoppedContainer container) implements RestoreStep {
        @Override
        public String toString() {
            return "start container " + container.name() + " (it ran before)";
        }
    }
}
