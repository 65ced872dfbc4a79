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
     * @param afresh whether what earlier attempts archived does not belong to it
     */
    record Archive(List<String> volumes, int attempt, boolean afresh) implements BackupPlan {
        public Archive {
            volumes = List.copyOf(volumes);
        }

        @Override
        public String toString() {
            return "archive " + String.join(", ", volumes) + " (attempt " + attempt + " of "
                    + BackupPlanner.ATTEMPTS_MAX + ")";
        }
    }

    /**
     * Containers stand still, or hooks are owed, and whoever began that is gone or could not do it: it comes before
     * everything else.
     */
    record Release(List<String> containers) implements BackupPlan {
        public Release {
            containers = List.copyOf(containers);
        }

        @Override
        public String toString() {
            return "make containers run again: " + String.join(", ", containers) + "; run the hooks that are owed";
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
