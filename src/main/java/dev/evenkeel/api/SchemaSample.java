package dev.evenkeel.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.fields.Schema;
import dev.evenkeel.fields.Schemas;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import dev.evenkeel.resource.Violation.Reason;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the records and rules of a kind say when a spec leaves everything out: the defaults, and what is required. So
 * they are published from the code that applies them.
 *
 * @param defaults of the spec, with one empty item in every list of objects
 * @param required paths of the fields that the kind's rules asked for
 */
record SchemaSample(JsonNode defaults, Set<String> required) {

    /** Of what is not a spec: it has neither. */
    static final SchemaSample NONE = new SchemaSample(JsonNodeFactory.instance.objectNode(), Set.of());

    static <S, T> SchemaSample of(ResourceKind<S, T> kind, ResourceCodec codec) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        ObjectNode items = empty(Schemas.of(kind.specType()));
        Set<String> required = new HashSet<>();
        missing(kind, codec, items).forEach(required::add);
        missing(kind, codec, nothing).forEach(path -> addWithParents(required, path));
        return new SchemaSample(codec.mapper().valueToTree(spec(kind, codec, items)), required);
    }

    /** What is required of an object that may be left out does not make the object required. */
    private static void addWithParents(Set<String> required, String path) {
        required.add(path);
        int parent = path.lastIndexOf('.');
        if (parent > 0) {
            addWithParents(required, path.substring(0, parent));
        }
    }

    private static <S, T> Stream<String> missing(ResourceKind<S, T> kind, ResourceCodec codec, ObjectNode spec) {
        return kind.validate("x", spec(kind, codec, spec)).stream()
                .filter(violation -> violation.reason() == Reason.FieldValueRequired)
                .map(Violation::field);
    }

    private static <S> S spec(ResourceKind<S, ?> kind, ResourceCodec codec, ObjectNode tree) {
        try {
            return codec.mapper().treeToValue(tree, kind.specType());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(kind.kind() + " has no defaults", impossible);
        }
    }

    private static ObjectNode empty(Schema.Structure structure) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        structure.fields().forEach((name, schema) -> {
            if (schema instanceof Schema.Structure inner) {
                tree.set(name, empty(inner));
            } else if (schema instanceof Schema.Array array && array.items() instanceof Schema.Structure item) {
                tree.putArray(name).add(empty(item));
            }
        });
        return tree;
    }
}
