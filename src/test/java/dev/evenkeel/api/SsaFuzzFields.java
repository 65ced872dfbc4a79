package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What there is in a lamp and who owns it, found without the code under test: it knows lamps, not schemas. */
final class SsaFuzzFields {

    private static final Map<String, String> LIST_MAPS = Map.of("lenses", "name", "conditions", "type");
    private static final Set<String> LIST_SETS = Set.of("rooms", "finalizers");
    private static final Set<String> DICTIONARIES = Set.of("labels", "annotations", "options");

    private SsaFuzzFields() {}

    /** Whether the registry puts it there when a lamp is born. */
    static boolean isOurs(String path) {
        return path.startsWith("f:status") || path.equals("f:metadata/f:finalizers/v:\"evenkeel.dev/cleanup\"");
    }

    /** Whether {@code path} leads to the key of an item of which somebody owns something: it stays as long as that. */
    static boolean namesItemOf(Set<String> owned, String path) {
        String item = path.substring(0, path.lastIndexOf('/'));
        return LIST_MAPS.values().stream().anyMatch(key -> path.endsWith("}/f:" + key))
                && owned.stream().anyMatch(other -> other.startsWith(item));
    }

    /** The value at each path that has one, lists and dictionaries entry by entry. */
    static Map<String, String> values(JsonNode lamp) {
        Map<String, String> values = new TreeMap<>();
        for (String field : Set.of("labels", "annotations", "finalizers")) {
            if (lamp.path("metadata").has(field)) {
                collect(lamp.path("metadata").get(field), field, "f:metadata/f:" + field, values);
            }
        }
        collect(lamp.path("spec"), "spec", "f:spec", values);
        collect(lamp.path("status"), "status", "f:status", values);
        return values;
    }

    private static void collect(JsonNode node, String name, String path, Map<String, String> values) {
        if (LIST_MAPS.containsKey(name)) {
            for (JsonNode item : node) {
                String key = LIST_MAPS.get(name);
                collect(item, "item", path + "/k:{\"" + key + "\":" + item.get(key) + "}", values);
            }
        } else if (LIST_SETS.contains(name)) {
            node.forEach(item -> values.put(path + "/v:" + item, item.toString()));
        } else if (node.isObject()) {
            boolean dictionary = DICTIONARIES.contains(name);
            node.properties()
                    .forEach(field -> collect(
                            field.getValue(),
                            dictionary ? "entry" : field.getKey(),
                            path + "/f:" + field.getKey(),
                            values));
        } else if (!node.isMissingNode()) {
            values.put(path, node.toString());
        }
    }

    /** Every path that leads to a value or to something around one. */
    static Set<String> existing(JsonNode lamp) {
        Set<String> existing = new HashSet<>();
        values(lamp).keySet().forEach(path -> {
            for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
                existing.add(path.substring(0, end));
            }
        });
        return existing;
    }

    /** What anybody owns but this manager by this operation. */
    static Set<String> owned(JsonNode lamp, String exceptManager, String exceptOperation) {
        Set<String> owned = new HashSet<>();
        for (JsonNode entry : lamp.path("metadata").path("managedFields")) {
            if (!entry.path("manager").asText().equals(exceptManager)
                    || !entry.path("operation").asText().equals(exceptOperation)) {
                paths(entry.path("fieldsV1"), "", owned);
            }
        }
        return owned;
    }

    /** What a manager owns by an operation; all managers when the name is empty. */
    static Set<String> ownedBy(JsonNode lamp, String manager, String operation) {
        Set<String> owned = new HashSet<>();
        for (JsonNode entry : lamp.path("metadata").path("managedFields")) {
            if (entry.path("operation").asText().equals(operation)
                    && (manager.isEmpty() || entry.path("manager").asText().equals(manager))) {
                paths(entry.path("fieldsV1"), "", owned);
            }
        }
        return owned;
    }

    private static void paths(JsonNode node, String path, Set<String> paths) {
        if (!path.isEmpty() && (node.isEmpty() || node.has("."))) {
            paths.add(path);
        }
        node.properties().forEach(member -> {
            if (!member.getKey().equals(".")) {
                paths(member.getValue(), path.isEmpty() ? member.getKey() : path + '/' + member.getKey(), paths);
            }
        });
    }
}
