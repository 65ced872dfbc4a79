package dev.evenkeel.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One type of object as the API presents it, whatever lies behind: how discovery describes it, which fields selectors
 * may name, and what its table shows. Our kinds are such types, and so are core/v1 Events and Namespaces.
 *
 * @param group of its API; empty for the core group
 * @param kind under which its objects are stored, too
 * @param subresources what of its objects has a path of its own
 * @param columns of its table, between the name and the age
 * @param fields what a field selector may name, with the JSON pointer to the value
 */
record ResourceType(
        String group,
        String kind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories,
        boolean namespaced,
        List<String> verbs,
        List<SubresourceType> subresources,
        List<TableColumn> columns,
        Map<String, String> fields) {

    /** All that can be done to an object that is written by clients. */
    static final List<String> ALL_VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    /** Every type's version is v1. */
    static final String VERSION = "v1";

    ResourceType {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        verbs = List.copyOf(verbs);
        subresources = List.copyOf(subresources);
        columns = List.copyOf(columns);
        fields = Map.copyOf(fields);
    }

    /** As in manifests: {@code evenkeel.dev/v1}, or {@code v1} in the core group. */
    String apiVersion() {
        return group.isEmpty() ? VERSION : group + "/" + VERSION;
    }

    /** As in messages: {@code networks.evenkeel.dev}, or {@code events} in the core group. */
    String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** Where its API is: {@code apis/evenkeel.dev/v1}, or {@code api/v1} for the core group. */
    String path() {
        return (group.isEmpty() ? "api/" : "apis/") + apiVersion();
    }

    /** As in OpenAPI documents: {@code dev.evenkeel.v1.Network}, {@code io.k8s.api.core.v1.Event}. */
    String schemaName() {
        return schemaName(kind);
    }

    /** Likewise, of another kind in the same group. */
    String schemaName(String otherKind) {
        List<String> words = Arrays.asList(group.split("\\."));
        String home = group.isEmpty()
                ? "io.k8s.api.core"
                : group.endsWith(".k8s.io") ? "io.k8s.api." + words.getFirst() : String.join(".", words.reversed());
        return home + "." + VERSION + "." + otherKind;
    }
}
