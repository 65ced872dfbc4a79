package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What can be done to one type of object, as OpenAPI writes it: clients look here before they send a write. */
final class OpenApiOperations {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    private static final List<String> PATCHES =
            List.of("application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json");

    private static final List<Parameter> WRITE = List.of(
            new Parameter("dryRun", "string", "`All` runs every check, and stores nothing."),
            new Parameter(
                    "fieldManager", "string", "The name of the client, as the owner of the fields that it writes."),
            new Parameter(
                    "fieldValidation",
                    "string",
                    "What becomes of fields that the kind does not have: Strict refuses them, Warn drops them and says"
                            + " so, Ignore drops them."));

    private static final Parameter FORCE =
            new Parameter("force", "boolean", "Take over fields that others own; only when applying.");

    private static final List<Parameter> DELETION = List.of(
            WRITE.getFirst(),
            new Parameter("gracePeriodSeconds", "integer", "Means nothing here."),
            new Parameter("orphanDependents", "boolean", "Use propagationPolicy."),
            new Parameter("propagationPolicy", "string", "Orphan, Background or Foreground."));

    private static final List<Parameter> SELECTION = List.of(
            new Parameter("labelSelector", "string", "Only objects with these labels."),
            new Parameter("fieldSelector", "string", "Only objects with these values in their fields."),
            new Parameter("limit", "integer", "At most so many objects."),
            new Parameter("continue", "string", "The page that begins here."),
            new Parameter("resourceVersion", "string", "The revision to show, or to watch from."),
            new Parameter("resourceVersionMatch", "string", "How to take resourceVersion: Exact or NotOlderThan."),
            new Parameter("timeoutSeconds", "integer", "When the watch ends."));

    private static final List<Parameter> WATCH = List.of(
            new Parameter("watch", "boolean", "Tell of changes as they happen, one event after the other."),
            new Parameter("allowWatchBookmarks", "boolean", "Send bookmarks, too."),
            new Parameter("sendInitialEvents", "boolean", "Begin with an event for each object that is there."));

    private final ResourceType type;
    private final ObjectNode paths;

    /** What the operations of a path are about: objects of the type, or a subresource. */
    private record Subject(String kind, String subresource, List<String> verbs) {

        static Subject of(ResourceType type) {
            return new Subject(type.kind(), "", type.verbs());
        }

        static Subject of(SubresourceType part) {
            return new Subject(part.kind(), part.name(), part.verbs());
        }
    }

    OpenApiOperations(ResourceType type, ObjectNode paths) {
        this.type = type;
        this.paths = paths;
    }

    /** A parameter in the query. */
    private record Parameter(String name, String type, String description) {}

    /** Adds the paths of the type. */
    void add() {
        Subject all = Subject.of(type);
        String root = "/" + type.path() + "/";
        String collection = type.namespaced() ? root + "namespaces/{namespace}/" + type.plural() : root + type.plural();
        if (type.namespaced()) {
            operation(all, root + type.plural(), "list", "get", "list", SELECTION, WATCH);
        }
        operation(all, collection, "list", "get", "list", SELECTION, WATCH);
        operation(all, collection, "create", "post", "post", WRITE);
        operation(all, collection, "deletecollection", "delete", "deletecollection", DELETION, SELECTION);
        object(all, collection + "/{name}");
        type.subresources().forEach(part -> object(Subject.of(part), collection + "/{name}/" + part.name()));
    }

    private void object(Subject subject, String path) {
        operation(subject, path, "get", "get", "get");
        operation(subject, path, "update", "put", "put", WRITE);
        operation(subject, path, "patch", "patch", "patch", WRITE, List.of(FORCE));
        operation(subject, path, "delete", "delete", "delete", DELETION);
    }

    @SafeVarargs
    private void operation(
            Subject subject, String path, String verb, String method, String action, List<Parameter>... parameters) {
        if (!subject.verbs().contains(verb)) {
            return;
        }
        ObjectNode operation = paths.withObjectProperty(path).putObject(method);
        operation.put("description", verb + " " + subject.kind());
        operation.put("operationId", operationId(subject, path, verb));
        operation.put("x-kubernetes-action", action);
        groupVersionKind(operation.putObject("x-kubernetes-group-version-kind"), subject.kind());
        ArrayNode list = operation.putArray("parameters");
        inPath(list, path, "namespace", "The engine.");
        inPath(list, path, "name", "The name of the object.");
        for (List<Parameter> some : parameters) {
            some.forEach(parameter -> list.add(query(parameter)));
        }
        if (method.equals("post") || method.equals("put")) {
            body(operation, List.of(MediaTypes.JSON, MediaTypes.YAML), type.schemaName(subject.kind()));
        } else if (method.equals("patch")) {
            body(operation, PATCHES, META + "Patch");
        } else if (method.equals("delete")) {
            body(operation, List.of(MediaTypes.JSON), META + "DeleteOptions");
        }
        responses(operation.putObject("responses"), type.schemaName(subject.kind()), verb);
    }

    /** A kind of the type's group and version, as the extensions of OpenAPI write it. */
    void groupVersionKind(ObjectNode tree, String kind) {
        tree.put("group", type.group()).put("version", ResourceType.VERSION).put("kind", kind);
    }

    /** As in Kubernetes: readEvenkeelDevV1NamespacedNetworkStatus. */
    private String operationId(Subject subject, String path, String verb) {
        StringBuilder id = new StringBuilder(
                switch (verb) {
                    case "get" -> "read";
                    case "update" -> "replace";
                    case "deletecollection" -> "deleteCollection";
                    default -> verb;
                });
        for (String word : (type.group().isEmpty() ? "core/" : "")
                .concat(type.apiVersion())
                .split("[/.]")) {
            id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        id.append(path.contains("{namespace}") ? "Namespaced" : "").append(type.kind());
        if (!subject.subresource().isEmpty()) {
            String part = subject.subresource();
            id.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return id.append(type.namespaced() && !path.contains("{namespace}") ? "ForAllNamespaces" : "")
                .toString();
    }

    private static void responses(ObjectNode responses, String schema, String verb) {
        String success =
                switch (verb) {
                    case "list" -> schema + "List";
                    case "delete", "deletecollection" -> META + "Status";
                    default -> schema;
                };
        if (verb.equals("create") || verb.equals("patch")) {
            response(responses, "201", "Created", success);
        }
        if (!verb.equals("create")) {
            response(responses, "200", "OK", success);
        }
        response(responses, "default", "Why not", META + "Status");
    }

    private static void response(ObjectNode responses, String code, String description, String schema) {
        ObjectNode response = responses.putObject(code).put("description", description);
        content(response, List.of(MediaTypes.JSON, MediaTypes.YAML), schema);
    }

    private static void body(ObjectNode operation, List<String> mediaTypes, String schema) {
        content(operation.putObject("requestBody"), mediaTypes, schema);
    }

    private static void content(ObjectNode parent, List<String> mediaTypes, String schema) {
        ObjectNode content = parent.putObject("content");
        mediaTypes.forEach(mediaType ->
                content.putObject(mediaType).putObject("schema").put("$ref", OpenApiSchemas.PREFIX + schema));
    }

    private static void inPath(ArrayNode parameters, String path, String name, String description) {
        if (path.contains("{" + name + "}")) {
            ObjectNode parameter = parameters.addObject().put("name", name).put("in", "path");
            parameter.put("required", true).put("description", description);
            parameter.putObject("schema").put("type", "string").put("uniqueItems", true);
        }
    }

    private static ObjectNode query(Parameter parameter) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", parameter.name()).put("in", "query").put("description", parameter.description());
        tree.putObject("schema").put("type", parameter.type());
        return tree;
    }
}
