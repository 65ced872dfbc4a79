package dev.evenkeel.quiesce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides who stands still, in which order, and what is left to do until all of them run again. Pure. */
final class QuiescePlanner {

    private static final String PAUSED = "paused";
    private static final Set<String> WITH_PROCESSES = Set.of("running", PAUSED, "restarting");

    private QuiescePlanner() {}

    /**
     * @param mode Pause or Stop
     * @param running all containers that have processes
     * @param self the id of the container in which we live, if we do
     * @throws QuiesceException when it must not be done
     */
    static QuiescePlan hold(
            QuiesceMode mode, List<VolumePaths> volumes, Collection<VolumeUser> running, Optional<String> self) {
        Set<VolumeUser> writers = new LinkedHashSet<>(running.stream()
                .filter(user -> !user.paused() && user.writesTo(volumes))
                .toList());
        Set<VolumeUser> held = mode == QuiesceMode.Stop ? Dependencies.withGuests(writers, running) : writers;
        held.forEach(container -> requireReturn(mode, container, self));
        return new QuiescePlan(
                mode,
                Dependencies.needyFirst(running).stream()
                        .filter(held::contains)
                        .map(user -> new QuiescedContainer(user.name(), user.id()))
                        .toList());
    }

    /**
     * What is left to do until all of them run again, as they did before: the last that was stopped comes first.
     *
     * @param states of those that are still there, by id
     */
    static List<QuiesceStep> release(Quiesced window, Map<String, String> states) {
        List<QuiesceStep> steps = new ArrayList<>();
        for (QuiescedContainer container : window.containers().reversed()) {
            String state = states.getOrDefault(container.id(), "");
            if (window.mode() == QuiesceMode.Pause && state.equals(PAUSED)) {
                steps.add(new QuiesceStep.Unpause(container));
            } else if (window.mode() == QuiesceMode.Stop && !state.isEmpty() && !WITH_PROCESSES.contains(state)) {
                steps.add(new QuiesceStep.Start(container));
            }
        }
        return steps;
    }

    /** What somebody did in the window that must not have been done; empty when all stood still. */
    static Optional<String> disturbance(Quiesced window, List<VolumePaths> volumes, Collection<VolumeUser> running) {
        Set<String> held = new LinkedHashSet<>();
        window.containers().forEach(container -> held.add(container.id()));
        return running.stream()
                .filter(user -> !user.paused())
                .filter(user -> held.contains(user.id()) || user.writesTo(volumes))
                .findFirst()
                .map(user -> held.contains(user.id())
                        ? "container " + user.name() + " was started again while the volumes were read"
                        : "container " + user.name() + " was started while the volumes were read, and writes to them");
    }

    private static void requireReturn(QuiesceMode mode, VolumeUser container, Optional<String> self) {
        if (self.filter(container.id()::equals).isPresent()) {
            throw new QuiesceException.Ourselves("container " + container.name()
                    + " is Evenkeel itself, which nobody would start again: keep its data in another volume,"
                    + " or back this one up with quiesce.mode None");
        }
        if (mode == QuiesceMode.Stop && container.bonds().removedAtItsEnd()) {
            throw new QuiesceException.WouldNotReturn("container " + container.name()
                    + " was made with --rm: the engine would remove it when it stops. Use quiesce.mode Pause");
        }
        if (mode == QuiesceMode.Stop && container.ofSwarm()) {
            throw new QuiesceException.WouldNotReturn("container " + container.name()
                    + " belongs to a service of a swarm, which would replace it when it stops. Use quiesce.mode Pause");
        }
    }
}
