package dev.evenkeel.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.fields.Schema.ListType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The steps of a path through an object, spelt as in Kubernetes' FieldsV1. */
final class Steps {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FIELD = "f:";
    private static final String KEYS = "k:";
    private static final String VALUE = "v:";

    private Steps() {}

    /** Into a field of a structure, or an entry of a dictionary. */
    static String field(String name) {
        return FIELD + name;
    }

    /** Into an item of a list that is not atomic. */
    static String item(Schema.Array array, JsonNode item) {
        return (array.listType() == ListType.set ? VALUE : KEYS) + keyOf(array, item);
    }

    /** What tells an item from the others: the value itself in a set, its keys and their values in a list map. */
    static JsonNode keyOf(Schema.Array array, JsonNode item) {
        if (array.listType() == ListType.set) {
            return item;
        }
        ObjectNode keys = JsonNodeFactory.instance.objectNode();
        array.keys().stream().sorted().forEach(key -> keys.set(key, item.get(key)));
        return keys;
    }

    /** The items of a list by their steps, in the order of the list. Where two have the same, the first counts. */
    static Map<String, JsonNode> items(Schema.Array array, JsonNode list) {
        Map<String, JsonNode> items = new LinkedHashMap<>();
        list.forEach(item -> items.putIfAbsent(item(array, item), item));
        return items;
    }

    /** A path for people's eyes: {@code .status.conditions[type="Ready"].reason}. */
    static String display(List<String> path) {
        return path.stream().map(Steps::display).collect(Collectors.joining());
    }

    private static String display(String step) {
        String rest = step.substring(Math.min(step.length(), FIELD.length()));
        if (step.startsWith(KEYS)) {
            return keys(rest);
        }
        return step.startsWith(VALUE) ? "[=" + rest + ']' : '.' + rest;
    }

    private static String keys(String json) {
        try {
            return JSON.readTree(json).properties().stream()
                    .map(key -> key.getKey() + '=' + key.getValue())
                    .collect(Collectors.joining(",", "[", "]"));
        } catch (JsonProcessingException foreign) {
            return '[' + json + ']';
        }
    }
}
