package dev.evenkeel.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds items of sets and list maps that cannot be told apart: everything else here relies on that they can. */
public final class ListItems {

    private final List<Violation> violations = new ArrayList<>();

    private ListItems() {}

    /** @param tree of the right shape */
    public static List<Violation> violations(Schema.Structure schema, JsonNode tree) {
        ListItems items = new ListItems();
        items.visit(schema, tree, "");
        return List.copyOf(items.violations);
    }

    private void visit(Schema schema, JsonNode value, String path) {
        switch (schema) {
            case Schema.Structure structure ->
                structure.fields().forEach((name, field) -> {
                    if (value.hasNonNull(name)) {
                        visit(field, value.path(name), path.isEmpty() ? name : path + '.' + name);
                    }
                });
            case Schema.Dictionary dictionary ->
                value.properties()
                        .forEach(entry ->
                                visit(dictionary.values(), entry.getValue(), path + '[' + entry.getKey() + ']'));
            case Schema.Array array -> items(array, value, path);
            case Schema.Choice choice -> {}
            case Schema.Scalar scalar -> {}
            case Schema.Opaque opaque -> {}
        }
    }

    private void items(Schema.Array array, JsonNode list, String path) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            String itemPath = path + '[' + i + ']';
            List<String> missing =
                    array.keys().stream().filter(key -> !item.hasNonNull(key)).toList();
            missing.forEach(key -> violations.add(Violation.required(itemPath + '.' + key, "it names the item")));
            if (array.granular() && missing.isEmpty() && !seen.add(Steps.item(array, item))) {
                violations.add(Violation.duplicate(itemPath, Steps.keyOf(array, item)));
            }
            visit(array.items(), item, itemPath);
        }
    }
}
