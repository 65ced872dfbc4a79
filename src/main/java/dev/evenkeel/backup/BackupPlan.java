package dev.evenkeel.backup;

import java.util.List;

/** What to do about a Backup now. */
sealed interface BackupPlan {

    /** It is over. */
    record Rest() implements BackupPlan {
        @Override
        public String toString() {
            return "nothing: the run is over";
        }
    }

    /**
     * Archive these volumes, one after the other.
     *
     * @param attempt counted from 1
     */
    record Archive(List<String> volumes, int attempt) implements BackupPlan {
        public Archive {
            volumes = List.copyOf(volumes);
        }

        @Override
        public String toString() {
            return "archive " + String.join(", ", volumes) + " (attempt " + attempt + " of "
                    + BackupPlanner.ATTEMPTS_MAX + ")";
        }
    }

    /** Begun too often. */
    record GiveUp(int attempts) implements BackupPlan {
        @Override
        public String toString() {
            return "give up (begun " + attempts + " times and never finished)";
        }
    }

    /** Nobody wants it any more: remove its archives, then the finalizer. */
    record Remove() implements BackupPlan {
        @Override
        public String toString() {
            return "remove all archives of this run (it is being deleted)";
        }
    }
}
