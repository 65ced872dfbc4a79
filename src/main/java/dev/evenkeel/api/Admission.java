package dev.evenkeel.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.manifest.ManifestShape;
import dev.evenkeel.manifest.MetadataRules;
import dev.evenkeel.manifest.ShapeFindings;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.ManagedFields;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the tree that a client sent into a resource that may be stored: shape first, then the rules of all kinds and of
 * its own. Everything that is wrong is told at once.
 */
final class Admission<S, T> {

    private final ResourceKind<S, T> kind;
    private final ResourceCodec codec;
    private final ManifestIdentity identity;

    Admission(ResourceKind<S, T> kind, ResourceCodec codec) {
        this.kind = kind;
        this.codec = codec;
        this.identity = new ManifestIdentity(kind);
    }

    /**
     * A resource that passed.
     *
     * @param warnings about fields that mean nothing, or not what one might think
     */
    record Admitted<R>(R resource, List<String> warnings) {}

    /** For a new resource, whose name and namespace are in {@code body} by now. */
    Admitted<Resource<S, T>> created(ObjectNode body, Strictness strictness) {
        return spec(body, Optional.empty(), strictness);
    }

    /** For a change of spec and metadata; what {@code body} says of status is ignored. */
    Admitted<Resource<S, T>> changed(ObjectNode body, Resource<S, T> stored, Strictness strictness) {
        identity.require(body, stored.metadata().namespace(), stored.metadata().name());
        return spec(body, Optional.of(stored), strictness);
    }

    /** For a change of status; what {@code body} says of anything else but its resourceVersion is ignored. */
    Admitted<Resource<S, T>> statusChanged(ObjectNode body, Resource<S, T> stored, Strictness strictness) {
        identity.require(body, stored.metadata().namespace(), stored.metadata().name());
        body.remove("spec");
        List<String> warnings = requireShape(body, strictness);
        try {
            T status = body.hasNonNull("status")
                    ? codec.mapper().treeToValue(body.get("status"), kind.statusType())
                    : kind.emptyStatus();
            String version = body.path("metadata").path("resourceVersion").asText();
            Metadata metadata = stored.metadata().withResourceVersion(version);
            requireVersion(metadata);
            return new Admitted<>(stored.with(metadata).withStatus(status), warnings);
        } catch (JsonProcessingException misfit) {
            throw misfit(stored.metadata().name(), misfit);
        }
    }

    private Admitted<Resource<S, T>> spec(ObjectNode body, Optional<Resource<S, T>> stored, Strictness strictness) {
        body.remove("status");
        List<String> warnings = new ArrayList<>(requireShape(body, strictness));
        Resource<S, T> sent = decoded(body);
        Metadata metadata = stored.map(old -> owners(body, sent.metadata(), old.metadata()))
                .map(owners -> sent.metadata().withManagedFields(owners))
                .orElse(sent.metadata());
        Resource<S, T> resource = sent.with(metadata);
        List<Violation> violations = new ArrayList<>(MetadataRules.violations(metadata));
        violations.addAll(kind.validate(metadata.name(), resource.spec()));
        stored.ifPresent(old -> {
            violations.addAll(MetadataRules.violationsOfChange(old.metadata(), metadata));
            violations.addAll(kind.validateChange(old.spec(), resource.spec()));
        });
        require(metadata.name(), violations);
        if (stored.isPresent()) {
            requireVersion(metadata);
        }
        warnings.addAll(kind.warnings(resource.spec()));
        return new Admitted<>(resource, List.copyOf(warnings));
    }

    /**
     * Who owned the fields until now. Clients that know nothing of owners leave them out, and change nothing by that;
     * an empty list, or an entry with nothing in it, closes the books.
     */
    private static List<ManagedFields> owners(ObjectNode body, Metadata metadata, Metadata stored) {
        JsonNode sent = body.path("metadata").path("managedFields");
        if (!sent.isArray()) {
            return stored.managedFields();
        }
        boolean closed = sent.valueStream().allMatch(JsonNode::isEmpty);
        return closed ? List.of() : metadata.managedFields();
    }

    private List<String> requireShape(ObjectNode body, Strictness strictness) {
        String name = body.path("metadata").path("name").asText();
        ShapeFindings findings = new ManifestShape(kind).check(body);
        List<String> warnings = strictness.judge(kind, name, findings.unknownFields());
        require(name, findings.violations());
        return warnings;
    }

    /** What a configuration may be: of the right shape, and without what it could not own. */
    List<String> configuration(ObjectNode body, Strictness strictness) {
        String name = body.path("metadata").path("name").asText();
        ShapeFindings findings = new ManifestShape(kind).check(body);
        if (strictness.validation() == WriteOptions.FieldValidation.Strict
                && !findings.unknownFields().isEmpty()) {
            String namespace = body.path("metadata").path("namespace").asText();
            throw Failures.notDeclared(kind, namespace, name, findings.unknownFields());
        }
        List<String> warnings = strictness.judge(kind, name, findings.unknownFields());
        require(name, findings.violations());
        return warnings;
    }

    private Resource<S, T> decoded(ObjectNode body) {
        try {
            return codec.resource(kind, body);
        } catch (JsonProcessingException misfit) {
            throw misfit(body.path("metadata").path("name").asText(), misfit);
        }
    }

    /** The shape fitted, so this is a record's own constructor that objected. */
    private Failure misfit(String name, JsonProcessingException misfit) {
        String why = misfit.getOriginalMessage().lines().findFirst().orElse("");
        return Failures.invalid(kind, name, List.of(Violation.wrongType("spec", why)));
    }

    private void requireVersion(Metadata metadata) {
        if (metadata.resourceVersion().isEmpty()) {
            require(
                    metadata.name(),
                    List.of(Violation.invalid("metadata.resourceVersion", "", "must be specified for an update")));
        }
    }

    private void require(String name, List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw Failures.invalid(kind, name, violations);
        }
    }
}
