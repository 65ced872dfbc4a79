package dev.evenkeel.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.evenkeel.resource.FieldSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How an object differs from what it was, field by field. A structure or list that came or went counts itself, beside
 * what is in it. The order of the items of sets and list maps does not matter.
 */
record Comparison(FieldSet added, FieldSet removed, FieldSet modified) {

    static Comparison of(Schema schema, JsonNode before, JsonNode after) {
        Walk walk = new Walk();
        walk.compare(schema, before, after);
        return new Comparison(walk.added.build(), walk.removed.build(), walk.modified.build());
    }

    boolean nothing() {
        return FieldSets.isEmpty(added) && FieldSets.isEmpty(removed) && FieldSets.isEmpty(modified);
    }

    /** A walk through both objects at a time. */
    private static final class Walk {

        private final FieldSetBuilder added = new FieldSetBuilder();
        private final FieldSetBuilder removed = new FieldSetBuilder();
        private final FieldSetBuilder modified = new FieldSetBuilder();
        private final Deque<String> path = new ArrayDeque<>();

        void compare(Schema schema, JsonNode before, JsonNode after) {
            if (before.equals(after)) {
                return;
            }
            switch (schema) {
                case Schema.Structure structure -> {
                    structure
                            .fields()
                            .forEach((name, field) ->
                                    step(Steps.field(name), field, before.path(name), after.path(name)));
                    note(before, after);
                }
                case Schema.Dictionary dictionary -> {
                    names(before, after)
                            .forEach(name ->
                                    step(Steps.field(name), dictionary.values(), before.path(name), after.path(name)));
                    note(before, after);
                }
                case Schema.Array array -> {
                    if (array.granular()) {
                        items(array, before, after);
                        note(before, after);
                    } else {
                        leaf(before, after);
                    }
                }
                case Schema.Choice choice -> leaf(before, after);
                case Schema.Scalar scalar -> leaf(before, after);
                case Schema.Opaque opaque -> leaf(before, after);
            }
        }

        private void leaf(JsonNode before, JsonNode after) {
            if (!note(before, after)) {
                modified.add(path);
            }
        }

        /** Notes a field that came or went; false for one that was there and still is. */
        private boolean note(JsonNode before, JsonNode after) {
            if (path.isEmpty() || !before.isMissingNode() && !after.isMissingNode()) {
                return false;
            }
            (before.isMissingNode() ? added : removed).add(path);
            return true;
        }

        private void items(Schema.Array array, JsonNode before, JsonNode after) {
            Map<String, JsonNode> old = Steps.items(array, before);
            Map<String, JsonNode> all = new LinkedHashMap<>(old);
            Map<String, JsonNode> now = Steps.items(array, after);
            all.putAll(now);
            JsonNode none = MissingNode.getInstance();
            all.keySet()
                    .forEach(item ->
                            step(item, array.items(), old.getOrDefault(item, none), now.getOrDefault(item, none)));
        }

        private void step(String step, Schema schema, JsonNode before, JsonNode after) {
            path.addLast(step);
            compare(schema, before, after);
            path.removeLast();
        }

        private static Set<String> names(JsonNode before, JsonNode after) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            return names;
        }
    }
}
