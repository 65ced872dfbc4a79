package dev.evenkeel.restore;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What to do about a Restore now. */
sealed interface RestorePlan {

    /** It cannot be done. */
    record Refuse(RestoreCause cause) implements RestorePlan {
        @Override
        public String toString() {
            return "refuse (" + cause.reason() + ": " + cause.message() + ")\n";
        }
    }

    /**
     * Do it, in this order, up to the first step that fails.
     *
     * @param totalBytes of tar that will be unpacked
     * @param note what somebody should know of the volume that comes out of it; may be empty
     */
    record Make(List<RestoreStep> steps, long totalBytes, String note) implements RestorePlan {
        public Make {
            steps = List.copyOf(steps);
        }

        @Override
        public String toString() {
            return IntStream.range(0, steps.size())
                    .mapToObj(i -> (i + 1) + " " + steps.get(i) + "\n")
                    .collect(Collectors.joining());
        }
    }
}
