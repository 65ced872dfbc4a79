package dev.evenkeel.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.FieldSet;

/** Takes out of an object what its manager has left out of his configuration and nobody else holds on to. */
final class Pruning {

    private Pruning() {}

    /**
     * Removes from {@code object} what is in {@code given} (up), unless it or something beneath it is in {@code kept}.
     * A structure of which nothing is kept goes as a whole, with the defaults in it. The parts of the object stay.
     */
    static void prune(Schema.Structure schema, ObjectNode object, FieldSet given, FieldSet kept) {
        schema.fields().forEach((name, part) -> {
            FieldSet inner = given.members().get(Steps.field(name));
            if (inner != null && object.has(name)) {
                inside(part, object.path(name), inner, kept.members().getOrDefault(Steps.field(name), FieldSet.EMPTY));
            }
        });
    }

    private static void inside(Schema schema, JsonNode value, FieldSet given, FieldSet kept) {
        switch (schema) {
            case Schema.Structure structure -> fields(structure, value, given, kept);
            case Schema.Dictionary dictionary -> entries(dictionary, value, given, kept);
            case Schema.Array array -> items(array, value, given, kept);
            case Schema.Choice choice -> {}
            case Schema.Scalar scalar -> {}
            case Schema.Opaque opaque -> {}
        }
    }

    private static void fields(Schema.Structure structure, JsonNode object, FieldSet given, FieldSet kept) {
        structure.fields().forEach((name, field) -> {
            boolean named = field instanceof Schema.Structure;
            if (object.has(name) && goes(Steps.field(name), named, field, object.path(name), given, kept)) {
                ((ObjectNode) object).remove(name);
            }
        });
    }

    private static void entries(Schema.Dictionary dictionary, JsonNode object, FieldSet given, FieldSet kept) {
        Schema values = dictionary.values();
        object.properties()
                .removeIf(entry -> goes(Steps.field(entry.getKey()), false, values, entry.getValue(), given, kept));
    }

    /** An item that stays keeps its keys, whoever held them: without them it would be another one, or none. */
    private static void items(Schema.Array array, JsonNode list, FieldSet given, FieldSet kept) {
        if (!array.granular()) {
            return;
        }
        ((ArrayNode) list).removeIf(item -> {
            JsonNode keys = Steps.keyOf(array, item);
            boolean gone = goes(Steps.item(array, item), false, array.items(), item, given, kept);
            if (!gone && item instanceof ObjectNode object && keys instanceof ObjectNode named) {
                object.setAll(named);
            }
            return gone;
        });
    }

    /**
     * Whether the member behind {@code step} is to go. If it is not, what is inside may be.
     *
     * @param named a structure is given up with the last of its fields; an item or entry only if it is so itself
     */
    private static boolean goes(
            String step, boolean named, Schema schema, JsonNode value, FieldSet given, FieldSet kept) {
        FieldSet inner = given.members().get(step);
        if (inner == null) {
            return false;
        }
        FieldSet held = kept.members().get(step);
        if (held == null && (named || FieldSets.in(inner).members().containsKey(FieldSets.SELF))) {
            return true;
        }
        inside(schema, value, inner, held == null ? FieldSet.EMPTY : FieldSets.in(held));
        return false;
    }
}
