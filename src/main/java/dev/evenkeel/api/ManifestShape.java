package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.ResourceKind;
import java.util.List;

/** Holds a manifest against the records of its kind. */
record ManifestShape(ResourceKind<?, ?> kind) {

    private static final List<String> ENVELOPE = List.of("apiVersion", "kind");

    /** Kubernetes metadata that clients send and that has no meaning here; dropped without a word. */
    private static final List<String> TOLERATED =
            List.of("generateName", "managedFields", "selfLink", "deletionGracePeriodSeconds");

    private static final String TOLERATED_OF_OWNERS = "blockOwnerDeletion";

    /** What does not fit. Drops from {@code body} what is tolerated. */
    ShapeFindings check(ObjectNode body) {
        ShapeFindings findings = new ShapeFindings();
        ShapeCheck shape = new ShapeCheck(findings);
        body.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "metadata" -> shape.object(Metadata.class, tolerable(value), "metadata");
                case "spec" -> part(shape, kind.specType(), value, "spec");
                case "status" -> part(shape, kind.statusType(), value, "status");
                default -> {
                    if (!ENVELOPE.contains(field.getKey())) {
                        findings.unknown(field.getKey());
                    }
                }
            }
        });
        return findings;
    }

    private static void part(ShapeCheck shape, Class<?> type, JsonNode value, String path) {
        if (!value.isNull()) {
            shape.object(type, value, path);
        }
    }

    private static JsonNode tolerable(JsonNode metadata) {
        if (metadata instanceof ObjectNode object) {
            object.remove(TOLERATED);
            object.path("ownerReferences").forEach(owner -> {
                if (owner instanceof ObjectNode reference) {
                    reference.remove(TOLERATED_OF_OWNERS);
                }
            });
        }
        return metadata;
    }
}
