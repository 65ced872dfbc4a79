package dev.evenkeel.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/** An object with a configuration laid over it. What the configuration does not mention stays. */
final class Merge {

    private Merge() {}

    /** {@code live} under {@code configuration}; neither is changed. */
    static ObjectNode merged(Schema.Structure schema, ObjectNode live, ObjectNode configuration) {
        ObjectNode result = live.deepCopy();
        configuration.properties().forEach(field -> {
            Schema inner = schema.fields().get(field.getKey());
            if (inner != null) {
                result.set(field.getKey(), merged(inner, live.path(field.getKey()), field.getValue()));
            }
        });
        return result;
    }

    private static JsonNode merged(Schema schema, JsonNode live, JsonNode configured) {
        if (live.isMissingNode()) {
            return configured.deepCopy();
        }
        return switch (schema) {
            case Schema.Structure structure -> merged(structure, (ObjectNode) live, (ObjectNode) configured);
            case Schema.Dictionary dictionary -> entries(dictionary, (ObjectNode) live, configured);
            case Schema.Array array -> array.granular() ? items(array, live, configured) : configured.deepCopy();
            case Schema.Choice choice -> configured.deepCopy();
            case Schema.Scalar scalar -> configured.deepCopy();
            case Schema.Opaque opaque -> configured.deepCopy();
        };
    }

    private static ObjectNode entries(Schema.Dictionary dictionary, ObjectNode live, JsonNode configured) {
        ObjectNode result = live.deepCopy();
        configured
                .properties()
                .forEach(entry -> result.set(
                        entry.getKey(), merged(dictionary.values(), live.path(entry.getKey()), entry.getValue())));
        return result;
    }

    /**
     * The items of both. Those that both have keep their places in the live list, but stand there in the configured
     * order; new ones follow the configured item before them.
     */
    private static ArrayNode items(Schema.Array array, JsonNode live, JsonNode configured) {
        Map<String, JsonNode> old = Steps.items(array, live);
        Map<String, JsonNode> fresh = Steps.items(array, configured);
        Iterator<Map.Entry<String, JsonNode>> rest = fresh.entrySet().iterator();
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        old.forEach((step, item) -> {
            if (!fresh.containsKey(step)) {
                result.add(item.deepCopy());
            } else {
                takeUntilShared(array, rest, old, result);
            }
        });
        while (rest.hasNext()) {
            takeUntilShared(array, rest, old, result);
        }
        return result;
    }

    private static void takeUntilShared(
            Schema.Array array,
            Iterator<Map.Entry<String, JsonNode>> rest,
            Map<String, JsonNode> old,
            ArrayNode result) {
        boolean shared = false;
        while (rest.hasNext() && !shared) {
            Map.Entry<String, JsonNode> next = rest.next();
            shared = old.containsKey(next.getKey());
            result.add(
                    shared
                            ? merged(array.items(), old.get(next.getKey()), next.getValue())
                            : next.getValue().deepCopy());
        }
    }
}
