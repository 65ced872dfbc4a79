package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.event.Events;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** How core/v1 Events are presented: the columns and the selectable fields that Kubernetes gives them. */
final class EventTypes {

    private static final List<String> INVOLVED =
            List.of("kind", "name", "namespace", "uid", "apiVersion", "resourceVersion", "fieldPath");

    static final ResourceType EVENTS = new ResourceType(
            "",
            Events.KIND,
            "events",
            "event",
            List.of("ev"),
            List.of(),
            true,
            ResourceType.ALL_VERBS,
            List.of(),
            List.of(
                    age("Last Seen", "When it happened last.", false, "/series/lastObservedTime", "/lastTimestamp"),
                    text("Type", "Warning if somebody should look at it.", false, "/type"),
                    text("Reason", "What happened, in one word.", false, "/reason"),
                    column("Object", "string", "What it happened to.", false, EventTypes::involved),
                    text("Subobject", "The part of it.", true, "/involvedObject/fieldPath"),
                    text("Source", "Who says so.", true, "/source/component", "/reportingComponent"),
                    text("Message", "What happened.", false, "/message"),
                    age("First Seen", "When it happened first.", true, "/firstTimestamp"),
                    column("Count", "integer", "How often it happened.", true, EventTypes::count),
                    text("Name", "The name of the event.", true, "/metadata/name")),
            fields());

    private EventTypes() {}

    private static Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>(ResourceTypes.METADATA_FIELDS);
        INVOLVED.forEach(field -> fields.put("involvedObject." + field, "/involvedObject/" + field));
        fields.putAll(Map.of(
                "reason", "/reason",
                "type", "/type",
                "source", "/source/component",
                "reportingComponent", "/reportingComponent"));
        return fields;
    }

    private static Optional<?> involved(ObjectNode event) {
        String kind = event.at("/involvedObject/kind").asText().toLowerCase(Locale.ROOT);
        String name = event.at("/involvedObject/name").asText();
        return Optional.of(name.isEmpty() ? kind : kind + '/' + name);
    }

    private static Optional<?> count(ObjectNode event) {
        return Optional.of(
                Math.max(event.path("count").asInt(1), event.at("/series/count").asInt(1)));
    }

    /** The first of {@code pointers} under which there is something. */
    private static TableColumn text(String name, String description, boolean wide, String... pointers) {
        return column(name, "string", description, wide, event -> first(event, pointers));
    }

    private static TableColumn age(String name, String description, boolean wide, String... pointers) {
        return column(name, "string", description, wide, event -> first(event, pointers)
                .or(() -> first(event, "/eventTime", "/metadata/creationTimestamp"))
                .flatMap(EventTypes::time));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> first(ObjectNode event, String... pointers) {
        return Stream.of(pointers)
                .map(event::at)
                .filter(value -> !value.isNull())
                .map(value -> value.asText())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static TableColumn column(
            String name, String type, String description, boolean wide, Function<ObjectNode, Optional<?>> cell) {
        return new TableColumn(name, type, description, wide, cell);
    }
}
