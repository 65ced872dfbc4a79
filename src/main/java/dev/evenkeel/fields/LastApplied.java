package dev.evenkeel.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.FieldSet;
import java.util.List;

/**
 * The annotation in which {@code kubectl apply} keeps what it applied, when it works without the server's help. Who
 * goes over to {@code kubectl apply --server-side} does not conflict with himself: k8s.io/apimachinery
 * {@code lastappliedmanager.go} and {@code lastappliedupdater.go}.
 */
final class LastApplied {

    static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private static final String KUBECTL = "kubectl";
    private static final JsonMapper JSON = new JsonMapper();

    private LastApplied() {}

    /** Whether the annotation of {@code live} is an affair of the one who applies. */
    static boolean concerns(Claim.Apply claim, ObjectNode live) {
        return claim.manager().equals(KUBECTL)
                && live.path("metadata").path("annotations").has(ANNOTATION);
    }

    /** The annotation itself, which changes hands with nobody. */
    static FieldSet annotation() {
        FieldSetBuilder set = new FieldSetBuilder();
        set.add(List.of(Steps.field("metadata"), Steps.field("annotations"), Steps.field(ANNOTATION)));
        return set.build();
    }

    /** What {@code live} says was applied before; nothing if that cannot be read. */
    static FieldSet fields(Schema schema, ObjectNode live) {
        try {
            String applied =
                    live.path("metadata").path("annotations").path(ANNOTATION).asText();
            return JSON.readTree(applied) instanceof ObjectNode configuration
                    ? Leaves.of(schema, configuration)
                    : FieldSet.EMPTY;
        } catch (JsonProcessingException foreign) {
            return FieldSet.EMPTY;
        }
    }

    /** Keeps the annotation of {@code merged} in step, for the day on which somebody goes back. */
    static void rewrite(Claim.Apply claim, ObjectNode merged) {
        ObjectNode configuration = claim.configuration().deepCopy();
        if (configuration.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(ANNOTATION);
        }
        merged.withObject("/metadata/annotations").put(ANNOTATION, configuration + "\n");
    }
}
