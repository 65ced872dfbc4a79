package dev.evenkeel.network;

import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Containers, by what is written on them.
 *
 * @param matchLabels labels of the container on the engine, as by {@code docker run --label}: it must have each of them
 *     with just that value
 */
public record ContainerSelector(Map<String, String> matchLabels) {

    /** Nobody. */
    static final ContainerSelector NONE = new ContainerSelector(Map.of());

    public ContainerSelector {
        matchLabels = Defaults.map(matchLabels);
    }

    /** Nothing that is not said selects nobody, rather than everybody. */
    boolean matches(Map<String, String> labels) {
        return !matchLabels.isEmpty() && labels.entrySet().containsAll(matchLabels.entrySet());
    }

    /** The filter with which the engine finds these containers. */
    Map<String, Set<String>> filter() {
        return Map.of(
                "label",
                matchLabels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.toSet()));
    }

    /** What is wrong with an attachment that has this selector. */
    static List<Violation> violations(String field, NetworkSpec.Attachment attachment) {
        List<Violation> broken = new ArrayList<>();
        if (attachment.selector().matchLabels().containsKey("")) {
            broken.add(Violation.invalid(field + ".selector.matchLabels", "", "a label has a name"));
        }
        Map<String, String> fixed = Map.of(
                "ipv4Address", attachment.ipv4Address(),
                "ipv6Address", attachment.ipv6Address(),
                "macAddress", attachment.macAddress());
        for (String one : List.of("ipv4Address", "ipv6Address", "macAddress")) {
            if (!fixed.get(one).isEmpty()) {
                broken.add(Violation.forbidden(
                        field + "." + one, "only one container can have it: name that container, not a selector"));
            }
        }
        return broken;
    }
}
