package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.List;
import java.util.Map;

/** JSON patch, RFC 6902. What is no patch is a bad request; what does not fit the object cannot be processed. */
final class JsonPatchOperations {

    static final int OPERATIONS_MAX = 1_000;

    /** Each may double the object, so they are few and watched. */
    static final int COPIES_MAX = 100;

    private static final Map<String, List<String>> MEMBERS = Map.of(
            "add", List.of("path", "value"),
            "remove", List.of("path"),
            "replace", List.of("path", "value"),
            "test", List.of("path", "value"),
            "move", List.of("path", "from"),
            "copy", List.of("path", "from"));

    private JsonPatchOperations() {}

    /** {@code target} with {@code operations} applied; neither is changed. */
    static ObjectNode apply(ObjectNode target, ArrayNode operations) {
        operations.forEach(JsonPatchOperations::require);
        long copies =
                operations.valueStream().filter(JsonPatchOperations::isCopy).count();
        if (operations.size() > OPERATIONS_MAX || copies > COPIES_MAX) {
            throw Failures.badRequest("a JSON patch has at most " + OPERATIONS_MAX + " operations, and at most "
                    + COPIES_MAX + " of them copy");
        }
        JsonNode result = target;
        ArrayNode batch = operations.arrayNode();
        for (JsonNode operation : operations) {
            if (operation.path("op").asText().equals("remove")) {
                result = run(batch, result);
                batch.removeAll();
                requireThere(operation.path("path").asText(), result);
            }
            batch.add(operation);
            if (isCopy(operation)) {
                result = small(run(batch, result));
                batch.removeAll();
            }
        }
        if (run(batch, result) instanceof ObjectNode object) {
            return object;
        }
        throw Failures.patchDoesNotApply("the patch leaves no object");
    }

    private static void require(JsonNode operation) {
        String op = operation.path("op").asText();
        List<String> members = MEMBERS.getOrDefault(op, List.of());
        if (members.isEmpty()) {
            throw Failures.badRequest("unknown JSON patch operation \"" + op + '"');
        }
        for (String member : members) {
            JsonNode value = operation.path(member);
            if (member.equals("value") ? value.isMissingNode() : !value.isTextual()) {
                throw Failures.badRequest("a JSON patch operation \"" + op + "\" needs \"" + member + '"');
            }
        }
    }

    /** The library removes what is not there without a word, and RFC 6902 calls that an error. */
    private static void requireThere(String path, JsonNode target) {
        try {
            if (target.at(path).isMissingNode()) {
                throw Failures.patchDoesNotApply("there is nothing to remove at " + path);
            }
        } catch (IllegalArgumentException malformed) {
            throw Failures.patchDoesNotApply("\"" + path + "\" is no JSON pointer");
        }
    }

    private static boolean isCopy(JsonNode operation) {
        return operation.path("op").asText().equals("copy");
    }

    private static JsonNode small(JsonNode object) {
        if (object.toString().length() > BodyReader.BYTES_MAX) {
            throw Failures.tooLarge(BodyReader.BYTES_MAX);
        }
        return object;
    }

    private static JsonNode run(ArrayNode operations, JsonNode target) {
        try {
            return JsonPatch.apply(operations, target);
        } catch (JsonPatchException misfit) {
            throw Failures.patchDoesNotApply(misfit.getMessage());
        }
    }
}
