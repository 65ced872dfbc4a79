package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.engine.VolumeCreation;

/** One thing to do for a restore, and why. */
sealed interface RestoreStep {

    /** Before anything is written. */
    record Prove(ArchiveLocation location, String sha256) implements RestoreStep {
        @Override
        public String toString() {
            return "prove archive " + location + " (nothing is written before)";
        }
    }

    /** Makes way: the volume is one that an earlier attempt of this restore made. */
    record RemoveVolume(String name) implements RestoreStep {
        @Override
        public String toString() {
            return "remove volume " + name + " (left by an attempt that was broken off)";
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
            return "require volume " + volume + " to be empty (its options are those of the source)";
        }
    }

    record Unpack(ArchiveLocation location, String volume) implements RestoreStep {
        @Override
        public String toString() {
            return "unpack archive " + location + " into volume " + volume;
        }
    }

    record Compare(ArchiveLocation location, String volume) implements RestoreStep {
        @Override
        public String toString() {
            return "compare volume " + volume + " with the manifest of " + location;
        }
    }
}
