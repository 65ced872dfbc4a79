package dev.evenkeel.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.fields.ListItems;
import dev.evenkeel.fields.Schema;
import dev.evenkeel.fields.Schemas;
import dev.evenkeel.resource.ResourceKind;
import java.util.List;

/** Holds a manifest against the schema of its kind. */
public record ManifestShape(ResourceKind<?, ?> kind) {

    /** Kubernetes metadata that clients send and that has no meaning here; dropped without a word. */
    private static final List<String> TOLERATED = List.of("selfLink", "deletionGracePeriodSeconds");

    /** What does not fit. Drops from {@code body} what is tolerated. */
    public ShapeFindings check(ObjectNode body) {
        ShapeFindings findings = new ShapeFindings();
        tolerate(body.path("metadata"));
        Schema.Structure schema = Schemas.of(kind);
        new ShapeCheck(findings).check(schema, body, "");
        if (findings.violations().isEmpty()) {
            ListItems.violations(schema, body).forEach(findings::wrong);
        }
        return findings;
    }

    private static void tolerate(JsonNode metadata) {
        if (metadata instanceof ObjectNode object) {
            object.remove(TOLERATED);
        }
    }
}
