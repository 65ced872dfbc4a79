package dev.evenkeel.schedule;

import java.time.Instant;
import java.util.List;

/** One write to the registry, and why. */
sealed interface ScheduleStep {

    /** Starts a run; when there is a Backup of that name already, this was done before. */
    record CreateBackup(String name, Instant scheduledTime, List<String> volumes, String cause)
            implements ScheduleStep {

        public CreateBackup {
            volumes = List.copyOf(volumes);
        }

        @Override
        public String toString() {
            return "create Backup " + name + " of " + String.join(", ", volumes) + " (" + cause + ")";
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
