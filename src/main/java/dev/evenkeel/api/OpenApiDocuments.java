package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.View;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The OpenAPI v3 documents, one for each group of types. They are made of {@link ResourceTypes} and of the records, so
 * there is nothing to keep in step.
 */
@Singleton
public final class OpenApiDocuments {

    private static final String KUBERNETES = "/openapi/kubernetes.yaml";
    private static final String LIST_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta";

    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final Map<String, HashedDocument> documents = new TreeMap<>();
    private final HashedDocument index;

    public OpenApiDocuments(ResourceTypes types, Kinds kinds, ResourceCodec codec, ProgramVersion version) {
        schemas.putAll(kubernetes());
        schemas.putAll(OpenApiSchemas.named());
        Map<String, ObjectNode> trees = new TreeMap<>();
        for (ResourceType type : types.all()) {
            kinds.byKind(type.kind()).ifPresent(kind -> add(type, kind, codec));
            ObjectNode paths = trees.computeIfAbsent(type.path(), path -> object());
            OpenApiOperations operations = new OpenApiOperations(type, paths);
            operations.add();
            describe(type, operations);
        }
        trees.forEach((path, paths) -> documents.put(path, HashedDocument.of(document(paths, version))));
        this.index = HashedDocument.of(listed(documents));
    }

    /** Tells where the documents are. */
    HashedDocument index() {
        return index;
    }

    /** The document for {@code apis/evenkeel.dev/v1}, and the like. */
    Optional<HashedDocument> find(String path) {
        return Optional.ofNullable(documents.get(path));
    }

    private void add(ResourceType type, ResourceKind<?, ?> kind, ResourceCodec codec) {
        schemas.put(type.schemaName(), OpenApiSchemas.of(kind, codec));
        for (View view : kind.views()) {
            ObjectNode schema = OpenApiSchemas.of(view);
            ObjectNode itself =
                    schema.putArray("x-kubernetes-group-version-kind").addObject();
            itself.put("group", type.group())
                    .put("version", ResourceType.VERSION)
                    .put("kind", view.kind());
            schemas.put(type.schemaName(view.kind()), schema);
        }
    }

    /** Says of the schema of a type, and of its list, of which kind they are. */
    private void describe(ResourceType type, OpenApiOperations operations) {
        ObjectNode schema = Optional.ofNullable(schemas.get(type.schemaName()))
                .orElseThrow(() -> new IllegalStateException(KUBERNETES + " lacks " + type.schemaName()));
        operations.groupVersionKind(
                schema.putArray("x-kubernetes-group-version-kind").addObject(), type.kind());
        if (type.verbs().contains("list")) {
            ObjectNode list = object().put("type", "object").put("description", "Several of kind " + type.kind() + ".");
            list.putArray("required").add("items");
            ObjectNode properties = list.putObject("properties");
            properties.set(
                    "apiVersion", schema.path("properties").path("apiVersion").deepCopy());
            properties.set("kind", schema.path("properties").path("kind").deepCopy());
            properties.set("metadata", OpenApiSchemas.reference(LIST_META).put("description", "About the list."));
            ObjectNode items =
                    properties.putObject("items").put("type", "array").put("description", "The objects.");
            items.set("items", OpenApiSchemas.reference(type.schemaName()));
            ObjectNode kind = list.putArray("x-kubernetes-group-version-kind").addObject();
            operations.groupVersionKind(kind, type.kind() + "List");
            schemas.put(type.schemaName() + "List", list);
        }
    }

    private ObjectNode document(ObjectNode paths, ProgramVersion version) {
        ObjectNode document = object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Evenkeel").put("version", version.version());
        document.set("paths", paths);
        ObjectNode used = object();
        addReferred(paths, used);
        document.putObject("components").set("schemas", used);
        return document;
    }

    /** Adds to {@code used} every schema that {@code tree} refers to, and what those refer to. */
    private void addReferred(JsonNode tree, ObjectNode used) {
        for (JsonNode reference : tree.findValues("$ref")) {
            String name = reference.asText().substring(OpenApiSchemas.PREFIX.length());
            if (!used.has(name)) {
                ObjectNode schema = schemas.get(name);
                used.set(name, schema);
                addReferred(schema, used);
            }
        }
    }

    private static ObjectNode listed(Map<String, HashedDocument> documents) {
        ObjectNode index = object();
        ObjectNode paths = index.putObject("paths");
        documents.forEach((path, document) ->
                paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + document.hash()));
        return index;
    }

    private static Map<String, ObjectNode> kubernetes() {
        Map<String, ObjectNode> trees = new TreeMap<>();
        try (InputStream yaml = OpenApiDocuments.class.getResourceAsStream(KUBERNETES)) {
            new YAMLMapper()
                    .readTree(yaml)
                    .properties()
                    .forEach(schema -> trees.put(schema.getKey(), (ObjectNode) schema.getValue()));
            return trees;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(KUBERNETES, unreadable);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
