package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.fields.Descriptions;
import dev.evenkeel.fields.Schema;
import dev.evenkeel.fields.Schemas;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.ManagedFields;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.OwnerReference;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.View;
import java.util.Map;
import java.util.TreeMap;

/** The schemas of our records, as OpenAPI writes them: shapes, defaults, and what the docstrings say. */
final class OpenApiSchemas {

    /** What the name of a schema becomes a reference by. */
    static final String PREFIX = "#/components/schemas/";

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    /** Records that clients know under a name of Kubernetes. */
    private static final Map<Class<?>, String> NAMED = Map.of(
            Metadata.class, META + "ObjectMeta",
            OwnerReference.class, META + "OwnerReference",
            ManagedFields.class, META + "ManagedFieldsEntry");

    private static final Map<String, String> ENVELOPE = Map.of(
            "apiVersion", "The group and version of this kind of object.",
            "kind", "The kind of object, in CamelCase.",
            "metadata", "The name of the object, and what the registry knows of it.");

    private final SchemaSample sample;

    private OpenApiSchemas(SchemaSample sample) {
        this.sample = sample;
    }

    static ObjectNode of(ResourceKind<?, ?> kind, ResourceCodec codec) {
        OpenApiSchemas schemas = new OpenApiSchemas(SchemaSample.of(kind, codec));
        ObjectNode tree = object();
        tree.put("type", "object").put("description", Descriptions.of(kind.specType()));
        ObjectNode properties = object();
        Schemas.of(kind).fields().forEach((name, schema) -> {
            JsonNode defaults = name.equals("spec") ? schemas.sample.defaults() : object();
            ObjectNode property = schemas.value(schema, name, defaults);
            String known = schema instanceof Schema.Structure part ? Descriptions.of(part.type()) : "";
            properties.set(name, property.put("description", ENVELOPE.getOrDefault(name, known)));
        });
        if (schemas.sample.required().contains("spec")) {
            tree.putArray("required").add("spec");
        }
        tree.set("properties", properties);
        return tree;
    }

    /** What comes out of a view has no spec and no status: its fields are at the top. */
    static ObjectNode of(View view) {
        OpenApiSchemas schemas = new OpenApiSchemas(SchemaSample.NONE);
        ObjectNode tree = schemas.structure(Schemas.of(view.type()), "", object());
        tree.put("description", Descriptions.of(view.type()));
        ObjectNode properties = (ObjectNode) tree.get("properties");
        ENVELOPE.forEach((name, description) -> properties.set(
                name,
                (name.equals("metadata") ? reference(NAMED.get(Metadata.class)) : object().put("type", "string"))
                        .put("description", description)));
        return tree;
    }

    /** The types that the objects of all kinds share, by name. */
    static Map<String, ObjectNode> named() {
        OpenApiSchemas schemas = new OpenApiSchemas(SchemaSample.NONE);
        Map<String, ObjectNode> trees = new TreeMap<>();
        NAMED.forEach((type, name) -> trees.put(
                name, schemas.structure(Schemas.of(type), "", object()).put("description", Descriptions.of(type))));
        return trees;
    }

    /** A place in an object that refers to a named schema, and may say more. */
    static ObjectNode reference(String name) {
        ObjectNode tree = object();
        tree.putArray("allOf").addObject().put("$ref", PREFIX + name);
        return tree;
    }

    private ObjectNode value(Schema schema, String path, JsonNode defaults) {
        return switch (schema) {
            case Schema.Structure structure ->
                NAMED.containsKey(structure.type())
                        ? reference(NAMED.get(structure.type()))
                        : structure(structure, path, defaults);
            case Schema.Dictionary dictionary -> {
                ObjectNode tree = object().put("type", "object");
                tree.set("additionalProperties", value(dictionary.values(), path + "[*]", object()));
                yield tree;
            }
            case Schema.Array array -> array(array, path, defaults);
            case Schema.Choice choice -> {
                ObjectNode tree = object().put("type", "string");
                choice.constants().forEach(tree.putArray("enum")::add);
                yield tree;
            }
            case Schema.Scalar scalar -> scalar(scalar.type());
            case Schema.Opaque ignored -> object().put("type", "object");
        };
    }

    private ObjectNode structure(Schema.Structure structure, String path, JsonNode defaults) {
        ObjectNode tree = object().put("type", "object");
        ObjectNode properties = object();
        structure.fields().forEach((name, schema) -> {
            String fieldPath = path + "." + name;
            JsonNode absent = defaults.path(name);
            ObjectNode property = value(schema, fieldPath, absent);
            String description = Descriptions.of(structure.type(), name, schema);
            if (sample.required().contains(fieldPath)) {
                tree.withArray("required").add(name);
            } else if (absent.isValueNode()) {
                property.set("default", absent);
                description += (description.contains("\n") ? "\n" : " ") + "Defaults to " + absent.asText() + ".";
            }
            properties.set(name, property.put("description", description));
        });
        tree.set("properties", properties);
        return tree;
    }

    private ObjectNode array(Schema.Array array, String path, JsonNode defaults) {
        ObjectNode tree = object().put("type", "array");
        tree.put("x-kubernetes-list-type", array.listType().name());
        if (!array.keys().isEmpty()) {
            array.keys().forEach(tree.putArray("x-kubernetes-list-map-keys")::add);
        }
        tree.set("items", value(array.items(), path + "[0]", defaults.path(0)));
        return tree;
    }

    private static ObjectNode scalar(Schema.ScalarType type) {
        return switch (type) {
            case STRING -> object().put("type", "string");
            case BOOLEAN -> object().put("type", "boolean");
            case INT32 -> object().put("type", "integer").put("format", "int32");
            case INT64 -> object().put("type", "integer").put("format", "int64");
            case TIME -> object().put("type", "string").put("format", "date-time");
        };
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
