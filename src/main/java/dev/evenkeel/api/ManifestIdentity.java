package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.ResourceKind;

/** Holds what a manifest says it is against where it was sent. What it leaves out is filled in from there. */
record ManifestIdentity(ResourceKind<?, ?> kind) {

    /** @throws Failure 400 when the manifest is of another version, kind, namespace or name */
    void require(ObjectNode body, String namespace, String name) {
        require(body, namespace);
        ObjectNode metadata = (ObjectNode) body.get("metadata");
        String actual = metadata.path("name").asText();
        if (!actual.isEmpty() && !actual.equals(name)) {
            throw Failures.badRequest(
                    "the name of the object (" + actual + ") does not match the name on the URL (" + name + ")");
        }
        metadata.put("name", name);
    }

    /** For an object that may have no name yet. */
    void require(ObjectNode body, String namespace) {
        requireText(body, "apiVersion", "API version", ResourceKind.API_VERSION);
        requireText(body, "kind", "kind", kind.kind());
        ObjectNode metadata = metadata(body);
        String actual = metadata.path("namespace").asText();
        if (!kind.namespaced()) {
            // As in Kubernetes: what is on no engine forgets the one that somebody wrote down.
            metadata.remove("namespace");
            return;
        }
        if (!actual.isEmpty() && !actual.equals(namespace)) {
            throw Failures.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        metadata.put("namespace", namespace);
    }

    private static ObjectNode metadata(ObjectNode body) {
        if (!body.hasNonNull("metadata")) {
            return body.putObject("metadata");
        }
        if (body.get("metadata") instanceof ObjectNode metadata) {
            return metadata;
        }
        throw Failures.badRequest("metadata must be an object");
    }

    /** @throws Failure 400 when the field is not as expected */
    static void requireText(ObjectNode body, String field, String word, String expected) {
        String actual = body.path(field).asText();
        if (!actual.equals(expected)) {
            throw Failures.badRequest("the " + word + " in the data (" + actual + ") does not match the expected "
                    + word + " (" + expected + ")");
        }
    }
}
