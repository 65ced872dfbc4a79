package dev.evenkeel.restore;

import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.quiesce.QuiesceException;
import dev.evenkeel.quiesce.QuiesceMode;
import dev.evenkeel.quiesce.QuiesceSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The containers that run on a volume, in the order in which they are stopped. */
final class ContainerUsers {

    /** How long a container may take to end by itself. */
    static final Duration STOP_GRACE = Duration.ofSeconds(30);

    private static final QuiesceSpec STOP = new QuiesceSpec(QuiesceMode.Stop, (int) STOP_GRACE.toSeconds());

    private final Engine engine;
    private final QuiesceApplier quiesce;

    ContainerUsers(Engine engine, QuiesceApplier quiesce) {
        this.engine = engine;
        this.quiesce = quiesce;
    }

    /**
     * Those that only read come first; then those that write, and whoever needs them before them.
     *
     * @throws QuiesceException when one of them must not be stopped, or would not come back
     */
    List<Replacement.StoppedContainer> running(String volume) {
        List<Replacement.StoppedContainer> writers = quiesce.plan(engine, STOP, List.of(volume)).containers().stream()
                .map(writer -> new Replacement.StoppedContainer(writer.name(), writer.id()))
                .toList();
        Stream<Replacement.StoppedContainer> readers = engine.containers(Map.of("volume", Set.of(volume))).stream()
                .filter(user -> user.volumes().contains(volume) && user.running())
                .sorted(Comparator.comparing(ContainerSummary::name))
                .map(user -> new Replacement.StoppedContainer(user.name(), user.id()))
                .filter(user -> !writers.contains(user));
        return Stream.concat(readers, writers.stream()).toList();
    }
}
