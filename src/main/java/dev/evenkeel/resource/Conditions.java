package dev.evenkeel.resource;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a resource over time: each type at most once, and times that move only when the status does. */
public final class Conditions {

    private Conditions() {}

    /**
     * {@code latest} stamped for storing: a condition whose status did not change keeps its transition time. Types that
     * {@code latest} does not mention stay as they were. Times are whole seconds, as {@code metav1.Time} writes them.
     */
    public static List<Condition> after(List<Condition> before, List<Condition> latest, long generation, Instant now) {
        List<Condition> result = new ArrayList<>();
        for (Condition condition : latest) {
            Instant transition = find(before, condition.type())
                    .filter(old -> old.status() == condition.status())
                    .flatMap(Condition::lastTransitionTime)
                    .orElse(now.truncatedTo(ChronoUnit.SECONDS));
            result.add(condition.stamped(transition, generation));
        }
        for (Condition old : before) {
            if (find(latest, old.type()).isEmpty()) {
                result.add(old);
            }
        }
        return List.copyOf(result);
    }

    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    public static boolean isTrue(List<Condition> conditions, String type) {
        return find(conditions, type)
                .filter(c -> c.status() == Condition.Status.True)
                .isPresent();
    }
}
