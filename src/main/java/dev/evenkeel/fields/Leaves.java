package dev.evenkeel.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.resource.FieldSet;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a configuration has an opinion on: its single values, and the items of its lists and dictionaries. A structure
 * counts only if it is empty, because then it is all that is said.
 */
final class Leaves {

    private final FieldSetBuilder found = new FieldSetBuilder();
    private final Deque<String> path = new ArrayDeque<>();

    private Leaves() {}

    static FieldSet of(Schema schema, JsonNode configuration) {
        Leaves leaves = new Leaves();
        leaves.visit(schema, configuration);
        return leaves.found.build();
    }

    private void visit(Schema schema, JsonNode value) {
        switch (schema) {
            case Schema.Structure structure -> {
                if (value.isEmpty() && !path.isEmpty()) {
                    found.add(path);
                }
                structure.fields().forEach((name, field) -> {
                    if (value.has(name)) {
                        step(Steps.field(name), field, value.path(name));
                    }
                });
            }
            case Schema.Dictionary dictionary ->
                value.properties()
                        .forEach(entry -> member(Steps.field(entry.getKey()), dictionary.values(), entry.getValue()));
            case Schema.Array array -> {
                if (array.granular()) {
                    Steps.items(array, value).forEach((step, item) -> member(step, array.items(), item));
                } else {
                    found.add(path);
                }
            }
            case Schema.Choice choice -> found.add(path);
            case Schema.Scalar scalar -> found.add(path);
            case Schema.Opaque opaque -> found.add(path);
        }
    }

    private void step(String step, Schema schema, JsonNode value) {
        path.addLast(step);
        visit(schema, value);
        path.removeLast();
    }

    /** A member is owned as such too: whoever put it there may take it away. */
    private void member(String step, Schema schema, JsonNode value) {
        path.addLast(step);
        found.add(path);
        visit(schema, value);
        path.removeLast();
    }
}
