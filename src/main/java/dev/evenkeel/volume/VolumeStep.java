package dev.evenkeel.volume;

import dev.evenkeel.engine.VolumeCreation;

/** One call of the Engine API, and why. */
sealed interface VolumeStep {

    record Create(VolumeCreation creation, String cause) implements VolumeStep {
        @Override
        public String toString() {
            return "create volume " + creation.name() + " (" + cause + ")";
        }
    }

    /** By somebody else, who is asked for it: the step is done when the volume is there. */
    record Fill(String name, VolumeContents.Occasion occasion, String cause) implements VolumeStep {
        @Override
        public String toString() {
            return "fill volume " + name + " (" + cause + ")";
        }
    }

    record Remove(String name, String cause) implements VolumeStep {
        @Override
        public String toString() {
            return "remove volume " + name + " (" + cause + ")";
        }
    }
}
