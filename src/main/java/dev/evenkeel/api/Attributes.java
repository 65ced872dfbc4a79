package dev.evenkeel.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;

/**
 * What a request is about to do to what, in the words of a Kubernetes role.
 *
 * @param plural of the kind; empty for discovery and probes, as are {@code namespace} and {@code name}
 * @param subresource {@code status}, or empty
 */
record Attributes(String verb, String plural, String namespace, String name, String subresource) {

    static Attributes of(ContainerRequestContext request) {
        MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
        String name = parameter(path, "name");
        return new Attributes(
                verb(request.getMethod(), name),
                parameter(path, "plural"),
                parameter(path, "namespace"),
                name,
                request.getUriInfo().getPath().endsWith("/" + name + "/status") ? "status" : "");
    }

    private static String verb(String method, String name) {
        return switch (method) {
            case "GET", "HEAD" -> name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> "";
        };
    }

    private static String parameter(MultivaluedMap<String, String> path, String parameter) {
        return Optional.ofNullable(path.getFirst(parameter)).orElse("");
    }

    boolean isWrite() {
        return !plural.isEmpty() && !verb.equals("get") && !verb.equals("list");
    }

    @Override
    public String toString() {
        String object = plural + (subresource.isEmpty() ? "" : "/" + subresource) + " " + namespace;
        return verb + " " + (name.isEmpty() ? object : object + "/" + name);
    }
}
