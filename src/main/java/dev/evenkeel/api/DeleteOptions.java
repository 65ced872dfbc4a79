package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The body of a DELETE, as far as it means something here. Grace periods and propagation policies do not: there is
 * nothing to wait for and nothing to cascade to.
 */
record DeleteOptions(Optional<String> uid, boolean dryRun) {

    static DeleteOptions of(ObjectNode body) {
        JsonNode preconditions = body.path("preconditions");
        if (preconditions.hasNonNull("resourceVersion")) {
            throw Failures.badRequest("preconditions.resourceVersion is not supported: use preconditions.uid");
        }
        boolean dryRun = false;
        for (JsonNode value : body.path("dryRun")) {
            dryRun = WriteOptions.dryRun(value.asText());
        }
        return new DeleteOptions(Optional.ofNullable(preconditions.path("uid").textValue()), dryRun);
    }
}
