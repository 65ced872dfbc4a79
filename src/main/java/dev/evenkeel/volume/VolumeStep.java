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

    record Remove(String name, String cause) implements VolumeStep {
        @Override
        public String toString() {
            return "remove volume " + name + " (" + cause + ")";
        }
    }
}
