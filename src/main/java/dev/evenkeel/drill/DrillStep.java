package dev.evenkeel.drill;

import java.time.Instant;

/** One write to the registry, and why. */
sealed interface DrillStep {

    /** Begins the drill of one volume. */
    record Begin(String restore, DrillCandidate candidate, Instant scheduleTime) implements DrillStep {
        @Override
        public String toString() {
            return "restore " + candidate.volume() + " of Backup " + candidate.backup() + " for a drill (due at "
                    + scheduleTime + ")";
        }
    }

    /** Lets a Restore go; its scratch volume goes once nobody has it any more. */
    record End(String restore, String uid, String cause) implements DrillStep {
        @Override
        public String toString() {
            return "delete Restore " + restore + " (" + cause + ")";
        }
    }
}
