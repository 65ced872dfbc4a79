package dev.evenkeel.schedule;

import java.time.Instant;

/** One write to the registry, and why. */
sealed interface ScheduleStep {

    /** Starts a run; when there is a Backup of that name already, this was done before. */
    record CreateBackup(String name, Instant scheduledTime) implements ScheduleStep {
        @Override
        public String toString() {
            return "create Backup " + name + " (due at " + scheduledTime + ")";
        }
    }

    /** Lets a Backup go, and with it its archives. */
    record DeleteBackup(String name, String uid, String cause) implements ScheduleStep {
        @Override
        public String toString() {
            return "delete Backup " + name + " (" + cause + ")";
        }
    }
}
