package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Propagation;
import dev.evenkeel.resource.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a client wants things deleted, from the body of a DELETE or, where that is silent, from its query. A grace period
 * is accepted and means nothing: there is nobody to be warned.
 */
record DeleteOptions(Deletion deletion, boolean dryRun) {

    private static final String KIND = "DeleteOptions";

    /** @throws Failure 422 for options that do not exist, or not together */
    static DeleteOptions of(Call call, ObjectNode body) {
        JsonNode preconditions = body.path("preconditions");
        Optional<String> policy = text(body, "propagationPolicy")
                .or(() -> call.query("propagationPolicy"))
                .filter(text -> !text.isEmpty());
        Optional<String> orphans = text(body, "orphanDependents").or(() -> call.query("orphanDependents"));
        if (policy.isPresent() && orphans.isPresent()) {
            throw invalid(Violation.invalid(
                    "propagationPolicy", policy.get(), "orphanDependents and deletionPropagation cannot be both set"));
        }
        Propagation asked = policy.map(DeleteOptions::propagation)
                .or(() -> orphans.filter(Boolean::parseBoolean).map(yes -> Propagation.Orphan))
                .orElse(Propagation.Background);
        Deletion deletion = new Deletion(text(preconditions, "uid"), text(preconditions, "resourceVersion"), asked);
        boolean dryRun = false;
        for (JsonNode value : body.path("dryRun")) {
            dryRun = WriteOptions.dryRun(WriteOptions.Type.DeleteOptions, value.asText());
        }
        return new DeleteOptions(deletion, dryRun);
    }

    private static Propagation propagation(String text) {
        return Arrays.stream(Propagation.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(Violation.notSupported("propagationPolicy", text, names())));
    }

    private static List<String> names() {
        return Stream.of(Propagation.values()).map(Enum::name).toList();
    }

    private static Optional<String> text(JsonNode object, String field) {
        return Optional.of(object.path(field))
                .filter(JsonNode::isValueNode)
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
    }

    private static Failure invalid(Violation violation) {
        return Failures.invalidOptions(KIND, violation);
    }
}
