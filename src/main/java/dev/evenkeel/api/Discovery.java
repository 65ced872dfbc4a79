package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which groups, versions and types there are, in both forms of Kubernetes: one document for each question, or all
 * of it at once ({@code APIGroupDiscoveryList}).
 */
@Singleton
public final class Discovery {

    private final ResourceTypes types;

    public Discovery(ResourceTypes types) {
        this.types = types;
    }

    /** The versions of the core group. */
    ObjectNode coreVersions() {
        ObjectNode body = body("APIVersions");
        body.putArray("versions").add(ResourceType.VERSION);
        body.putArray("serverAddressByClientCIDRs");
        return body;
    }

    /** All other groups. */
    ObjectNode groups() {
        ObjectNode body = body("APIGroupList");
        ArrayNode groups = body.putArray("groups");
        namedGroups().forEach(group -> describeGroup(groups.addObject(), group));
        return body;
    }

    /** @throws Failure 404 when there is no such group */
    ObjectNode group(String group) {
        requireTypes(group);
        return describeGroup(body("APIGroup"), group);
    }

    /**
     * The types of a group; the core group's name is empty.
     *
     * @throws Failure 404 when there is no such group
     */
    ObjectNode resources(String group) {
        ObjectNode body = body("APIResourceList");
        body.put("groupVersion", requireTypes(group).getFirst().apiVersion());
        ArrayNode resources = body.putArray("resources");
        for (ResourceType type : typesOf(group)) {
            describeResource(resources.addObject(), type.plural(), type.singular(), type, type.kind(), type.verbs());
            ObjectNode resource = (ObjectNode) resources.get(resources.size() - 1);
            addAll(resource, "shortNames", type.shortNames());
            addAll(resource, "categories", type.categories());
            for (SubresourceType part : type.subresources()) {
                String name = type.plural() + "/" + part.name();
                describeResource(resources.addObject(), name, "", type, part.kind(), part.verbs());
            }
        }
        return body;
    }

    /** The core group with its types, in the form of that version of apidiscovery.k8s.io. */
    ObjectNode aggregatedCore(String version) {
        return aggregated(version, Stream.of(""));
    }

    /** All other groups with their types, likewise. */
    ObjectNode aggregatedGroups(String version) {
        return aggregated(version, namedGroups());
    }

    private ObjectNode aggregated(String version, Stream<String> groups) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/" + version);
        body.putObject("metadata");
        ArrayNode items = body.putArray("items");
        groups.forEach(group -> {
            ObjectNode item = items.addObject();
            ObjectNode metadata = item.putObject("metadata");
            if (!group.isEmpty()) {
                metadata.put("name", group);
            }
            ObjectNode only = item.putArray("versions").addObject().put("version", ResourceType.VERSION);
            ArrayNode resources = only.putArray("resources");
            typesOf(group).forEach(type -> describeWhole(resources.addObject(), type));
            only.put("freshness", "Current");
        });
        return body;
    }

    private static void describeWhole(ObjectNode resource, ResourceType type) {
        resource.put("resource", type.plural());
        describeKind(resource.putObject("responseKind"), type, type.kind());
        resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster");
        resource.put("singularResource", type.singular());
        addAll(resource, "verbs", type.verbs());
        addAll(resource, "shortNames", type.shortNames());
        addAll(resource, "categories", type.categories());
        for (SubresourceType part : type.subresources()) {
            ObjectNode tree = resource.withArray("subresources").addObject().put("subresource", part.name());
            describeKind(tree.putObject("responseKind"), type, part.kind());
            addAll(tree, "verbs", part.verbs());
        }
    }

    private static void describeKind(ObjectNode tree, ResourceType type, String kind) {
        tree.put("group", type.group()).put("version", ResourceType.VERSION).put("kind", kind);
    }

    private static void describeResource(
            ObjectNode resource, String name, String singular, ResourceType type, String kind, List<String> verbs) {
        resource.put("name", name).put("singularName", singular);
        resource.put("namespaced", type.namespaced()).put("kind", kind);
        addAll(resource, "verbs", verbs);
    }

    private ObjectNode describeGroup(ObjectNode tree, String group) {
        String groupVersion = typesOf(group).getFirst().apiVersion();
        tree.put("name", group);
        describeVersion(tree.putArray("versions").addObject(), groupVersion);
        describeVersion(tree.putObject("preferredVersion"), groupVersion);
        return tree;
    }

    private static void describeVersion(ObjectNode tree, String groupVersion) {
        tree.put("groupVersion", groupVersion).put("version", ResourceType.VERSION);
    }

    private Stream<String> namedGroups() {
        return types.all().stream().map(ResourceType::group).distinct().filter(group -> !group.isEmpty());
    }

    private List<ResourceType> requireTypes(String group) {
        List<ResourceType> found = typesOf(group);
        if (found.isEmpty()) {
            throw Failures.unknownPath();
        }
        return found;
    }

    private List<ResourceType> typesOf(String group) {
        return types.all().stream().filter(type -> type.group().equals(group)).toList();
    }

    private static ObjectNode body(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", "v1");
    }

    private static void addAll(ObjectNode tree, String field, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(tree.putArray(field)::add);
        }
    }
}
