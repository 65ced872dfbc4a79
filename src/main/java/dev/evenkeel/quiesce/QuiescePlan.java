package dev.evenkeel.quiesce;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Who is to stand still, and how.
 *
 * @param containers in the order in which they are stopped or paused: those that need others go first
 */
public record QuiescePlan(QuiesceMode mode, List<QuiescedContainer> containers) {

    public QuiescePlan {
        containers = List.copyOf(containers);
    }

    List<QuiesceStep> steps() {
        return containers.stream().map(this::step).toList();
    }

    private QuiesceStep step(QuiescedContainer container) {
        return mode == QuiesceMode.Pause ? new QuiesceStep.Pause(container) : new QuiesceStep.Stop(container);
    }

    @Override
    public String toString() {
        return containers.isEmpty()
                ? "nobody has to stand still"
                : steps().stream().map(QuiesceStep::toString).collect(Collectors.joining(", "));
    }
}
