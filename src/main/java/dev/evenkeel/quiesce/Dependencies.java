package dev.evenkeel.quiesce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which containers need which others, by what the engine and Compose's labels say. Pure. */
final class Dependencies {

    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";
    private static final String DEPENDS_ON = "com.docker.compose.depends_on";

    private Dependencies() {}

    /** Those who need others first; who needs nobody comes in the order of names. Circles are broken somewhere. */
    static List<VolumeUser> needyFirst(Collection<VolumeUser> containers) {
        List<VolumeUser> sorted = containers.stream()
                .sorted(Comparator.comparing(VolumeUser::name))
                .toList();
        Set<VolumeUser> neededFirst = new LinkedHashSet<>();
        sorted.forEach(container -> visit(container, sorted, new LinkedHashSet<>(), neededFirst));
        return new ArrayList<>(neededFirst).reversed();
    }

    /** Those among {@code all} that lose a namespace they live in when one of {@code stopping} stops, and theirs. */
    static Set<VolumeUser> withGuests(Collection<VolumeUser> stopping, Collection<VolumeUser> all) {
        Set<VolumeUser> found = new LinkedHashSet<>(stopping);
        boolean more = true;
        while (more) {
            List<VolumeUser> guests = all.stream()
                    .filter(guest -> !guest.paused())
                    .filter(guest -> guest.bonds().joins().stream()
                            .anyMatch(host -> found.stream().anyMatch(one -> one.isCalled(host))))
                    .toList();
            more = found.addAll(guests);
        }
        return found;
    }

    private static void visit(
            VolumeUser container, List<VolumeUser> all, Set<VolumeUser> path, Set<VolumeUser> neededFirst) {
        if (neededFirst.contains(container) || !path.add(container)) {
            return;
        }
        all.stream()
                .filter(other -> !other.equals(container) && needs(container, other))
                .forEach(other -> visit(other, all, path, neededFirst));
        neededFirst.add(container);
    }

    private static boolean needs(VolumeUser one, VolumeUser other) {
        Stream<String> named = Stream.concat(one.bonds().joins().stream(), one.bonds().volumesFrom().stream());
        return named.anyMatch(other::isCalled) || dependsOn(one.labels(), other.labels());
    }

    /** The label holds {@code service:condition:restart} for each, separated by commas. */
    private static boolean dependsOn(Map<String, String> one, Map<String, String> other) {
        String service = other.getOrDefault(SERVICE, "");
        return !service.isEmpty()
                && one.getOrDefault(PROJECT, "").equals(other.get(PROJECT))
                && Stream.of(one.getOrDefault(DEPENDS_ON, "").split(","))
                        .map(entry -> entry.split(":", 2)[0].strip())
                        .anyMatch(service::equals);
    }
}
