package dev.evenkeel.restore;

import java.util.ArrayList;
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
     * Make a new volume, in this order, up to the first step that fails.
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
            return numbered(steps);
        }
    }

    /**
     * Replace the contents of a volume, stage by stage. What fails before the swap changes nothing; from then on the
     * old contents come back.
     *
     * @param staging the archive is proven, and tried out in a volume of its own
     * @param stopping the users of the volume are stopped
     * @param save the safety backup
     * @param swapping the contents are replaced, and compared
     * @param starting the users are started again
     * @param totalBytes of tar that will be unpacked
     */
    record Replace(
            List<RestoreStep> staging,
            List<RestoreStep> stopping,
            RestoreStep.Save save,
            List<RestoreStep> swapping,
            List<RestoreStep> starting,
            long totalBytes)
            implements RestorePlan {

        public Replace {
            staging = List.copyOf(staging);
            stopping = List.copyOf(stopping);
            swapping = List.copyOf(swapping);
            starting = List.copyOf(starting);
        }

        /** The containers that are stopped. */
        List<Replacement.StoppedContainer> users() {
            return stopping.stream()
                    .filter(RestoreStep.StopContainer.class::isInstance)
                    .map(step -> ((RestoreStep.StopContainer) step).container())
                    .toList();
        }

        List<String> stops() {
            return users().stream().map(Replacement.StoppedContainer::name).toList();
        }

        @Override
        public String toString() {
            List<RestoreStep> all = new ArrayList<>(staging);
            all.addAll(stopping);
            all.add(save);
            all.addAll(swapping);
            all.addAll(starting);
            return numbered(all);
        }
    }

    private static String numbered(List<RestoreStep> steps) {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> (i + 1) + " " + steps.get(i) + "\n")
                .collect(Collectors.joining());
    }
}
