package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.api.Representation.Shape;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Gives objects and lists of any type the shape that the client asked for: whole, metadata only, or a table. What is
 * none of our types, a Status for one, stays as it is.
 */
@Singleton
public final class Presentation {

    private static final String META_VERSION = "meta.k8s.io/v1";
    private static final String LIST = "List";

    private static final TableColumn NAME = new TableColumn(
            "Name",
            "string",
            "Its name on the engine, too.",
            false,
            tree -> Optional.of(tree.at("/metadata/name").asText()));

    private static final TableColumn AGE =
            new TableColumn("Age", "date", "How long ago it was declared.", false, tree -> Optional.of(
                            tree.at("/metadata/creationTimestamp").asText())
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse));

    private final ResourceTypes types;
    private final Clock clock;

    public Presentation(ResourceTypes types, Clock clock) {
        this.types = types;
        this.clock = clock;
    }

    /** What of each object goes into a table beside its row. */
    enum Include {
        None,
        Metadata,
        Object;

        /** @throws Failure 400 for another word */
        static Include of(Call call) {
            String wanted = call.query("includeObject").orElse("");
            return Stream.of(values())
                    .filter(include -> wanted.equals(include.name()))
                    .findFirst()
                    .or(() -> wanted.isEmpty() ? Optional.of(Metadata) : Optional.empty())
                    .orElseThrow(() -> Failures.badRequest("unrecognized includeObject value: \"" + wanted + '"'));
        }
    }

    /** {@code body} in the wanted shape. */
    ObjectNode present(ObjectNode body, Shape shape, Include include) {
        if (shape == Shape.WHOLE) {
            return body;
        }
        String version = body.path("apiVersion").asText();
        String kind = body.path("kind").asText();
        Optional<ResourceType> single = types.ofKind(version, kind);
        if (single.isPresent()) {
            return shape == Shape.METADATA ? metadata(body) : table(single.get(), body, List.of(body), include);
        }
        if (!kind.endsWith(LIST) || !body.path("items").isArray()) {
            return body;
        }
        List<ObjectNode> items = StreamSupport.stream(body.get("items").spliterator(), false)
                .map(ObjectNode.class::cast)
                .toList();
        return types.ofKind(version, kind.substring(0, kind.length() - LIST.length()))
                .map(type -> shape == Shape.METADATA ? metadata(body, items) : table(type, body, items, include))
                .orElse(body);
    }

    private static ObjectNode metadata(ObjectNode object) {
        ObjectNode partial = empty("PartialObjectMetadata");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }

    private static ObjectNode metadata(ObjectNode list, List<ObjectNode> items) {
        ObjectNode partial = empty("PartialObjectMetadataList");
        partial.set("metadata", list.path("metadata"));
        ArrayNode array = partial.putArray("items");
        items.forEach(item -> array.add(metadata(item)));
        return partial;
    }

    /** A single object's table carries its revision, a list's table what the list carries. */
    private ObjectNode table(ResourceType type, ObjectNode body, List<ObjectNode> items, Include include) {
        ObjectNode table = empty("Table");
        ObjectNode metadata = table.putObject("metadata");
        for (String field : List.of("resourceVersion", "continue", "remainingItemCount")) {
            JsonNode value = body.path("metadata").path(field);
            if (!value.isMissingNode()) {
                metadata.set(field, value);
            }
        }
        List<TableColumn> columns = columns(type);
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> definitions.add(definition(column)));
        ArrayNode rows = table.putArray("rows");
        Instant now = clock.instant();
        for (ObjectNode item : items) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.forEach(column -> add(cells, column.cell().apply(item), now));
            row.set(
                    "object",
                    switch (include) {
                        case None -> JsonNodeFactory.instance.nullNode();
                        case Metadata -> metadata(item);
                        case Object -> item;
                    });
        }
        return table;
    }

    /**
     * The name first; the age last of what is always shown, unless the type has an age of its own. A type that says
     * where its name goes has said everything.
     */
    private static List<TableColumn> columns(ResourceType type) {
        if (type.columns().stream().anyMatch(column -> column.name().equals(NAME.name()))) {
            return type.columns();
        }
        boolean aged = type.columns().stream().anyMatch(column -> column.name().equals(AGE.name()));
        return Stream.of(
                        Stream.of(NAME),
                        type.columns().stream().filter(column -> !column.wide()),
                        Stream.of(AGE).filter(column -> !aged),
                        type.columns().stream().filter(TableColumn::wide))
                .flatMap(columns -> columns)
                .toList();
    }

    private static ObjectNode definition(TableColumn column) {
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        definition.put("name", column.name()).put("type", column.type());
        definition.put("format", column.name().equals(NAME.name()) ? "name" : "");
        return definition.put("description", column.description()).put("priority", column.wide() ? 1 : 0);
    }

    private static void add(ArrayNode cells, Optional<?> value, Instant now) {
        switch (value.orElse(null)) {
            case null -> cells.addNull();
            case Instant time -> cells.add(Ages.of(time, now));
            case Duration duration -> cells.add(Ages.text(duration));
            case Number number -> cells.add(number.longValue());
            case Object text -> cells.add(text.toString());
        }
    }

    private static ObjectNode empty(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", META_VERSION);
    }
}
