package dev.evenkeel.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.EventType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is worth telling about a change of conditions. Pure.
 *
 * <p>Told is what became bad, what was bad and is good again, and the first good word about the whole. A bad word while
 * work is under way is no warning: things are expected to get better by themselves. Drift always is one.
 */
final class ConditionChanges {

    /** Conditions that are good when they are False. All others are good when they are True. */
    private static final Set<String> GOOD_WHEN_FALSE = Set.of(Condition.DRIFTED, Condition.STALLED);

    private ConditionChanges() {}

    static List<Happening> between(Subject subject, JsonNode before, JsonNode after) {
        boolean working = find(after, Condition.RECONCILING)
                .filter(condition -> status(condition).equals("True"))
                .filter(condition -> !condition.path("message").asText().equals(Condition.RETRYING))
                .isPresent();
        return conditions(after)
                .filter(condition -> !type(condition).equals(Condition.RECONCILING))
                .flatMap(condition -> told(subject, find(before, type(condition)), condition, working).stream())
                .distinct()
                .toList();
    }

    private static Optional<Happening> told(
            Subject subject, Optional<JsonNode> before, JsonNode after, boolean working) {
        if (before.filter(
                        old -> status(old).equals(status(after)) && reason(old).equals(reason(after)))
                .isPresent()) {
            return Optional.empty();
        }
        if (good(after)) {
            boolean recovered = before.filter(old -> bad(old)).isPresent();
            boolean first = type(after).equals(Condition.READY);
            return Optional.of(happening(subject, EventType.Normal, before, after))
                    .filter(told -> recovered
                            || first && before.filter(ConditionChanges::good).isEmpty());
        }
        boolean warning = bad(after) && (!working || type(after).equals(Condition.DRIFTED));
        boolean said = bad(after) || before.isPresent() || type(after).equals(Condition.READY);
        return Optional.of(happening(subject, warning ? EventType.Warning : EventType.Normal, before, after))
                .filter(told -> said);
    }

    private static Happening happening(Subject subject, EventType type, Optional<JsonNode> before, JsonNode after) {
        String said = after.path("message").asText();
        String was = before.filter(ConditionChanges::bad)
                .map(old -> ", was " + reason(old) + ": " + old.path("message").asText())
                .orElse("");
        String message = said.isEmpty() ? type(after) + " is " + status(after) + was : said;
        return new Happening(subject, type, reason(after), message);
    }

    private static boolean good(JsonNode condition) {
        return status(condition).equals(GOOD_WHEN_FALSE.contains(type(condition)) ? "False" : "True");
    }

    /** Unknown is neither. */
    private static boolean bad(JsonNode condition) {
        return status(condition).equals(GOOD_WHEN_FALSE.contains(type(condition)) ? "True" : "False");
    }

    private static Optional<JsonNode> find(JsonNode object, String type) {
        return conditions(object)
                .filter(condition -> type(condition).equals(type))
                .findFirst();
    }

    private static Stream<JsonNode> conditions(JsonNode object) {
        return StreamSupport.stream(object.path("status").path("conditions").spliterator(), false);
    }

    private static String type(JsonNode condition) {
        return condition.path("type").asText();
    }

    private static String status(JsonNode condition) {
        return condition.path("status").asText();
    }

    private static String reason(JsonNode condition) {
        return condition.path("reason").asText();
    }
}
