package dev.evenkeel.access;

import java.util.Set;

/**
 * What a request is about to do to what, in the words of a Kubernetes role.
 *
 * @param verb get, list, watch, create, update, patch, delete, deletecollection or use; for a path that is no
 *     resource the HTTP method in lower case
 * @param group of the resource's API; empty for the core group
 * @param resource in the plural; empty for a path that is no resource
 * @param subresource {@code status}, or empty
 * @param namespace the engine; empty for all of them, and for what is on none
 * @param name of one object; empty for a collection
 * @param path of a request that is not for a resource; otherwise empty
 */
public record Attributes(
        String verb, String group, String resource, String subresource, String namespace, String name, String path) {

    public static Attributes ofResource(String verb, String group, String resource, String namespace, String name) {
        return new Attributes(verb, group, resource, "", namespace, name, "");
    }

    public static Attributes ofPath(String method, String path) {
        return new Attributes(method, "", "", "", "", "", path);
    }

    public boolean isResource() {
        return !resource.isEmpty();
    }

    /** Whether something may be different afterwards. Questions about oneself are created, and leave nothing behind. */
    public boolean isWrite() {
        return isResource() && !Set.of("get", "list", "watch").contains(verb) && !isReview();
    }

    /** Whether somebody asks about himself. */
    boolean isReview() {
        return Set.of("authentication.k8s.io", "authorization.k8s.io").contains(group)
                && resource.startsWith("selfsubject")
                && verb.equals("create");
    }

    @Override
    public String toString() {
        String object = resource + (subresource.isEmpty() ? "" : "/" + subresource) + " " + namespace;
        return verb + " " + (isResource() ? name.isEmpty() ? object : object + "/" + name : path);
    }
}
