package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON merge patch, RFC 7386: null removes, objects merge, everything else (arrays too) replaces. */
final class MergePatch {

    private MergePatch() {}

    /** {@code target} with {@code patch} applied; neither is changed. */
    static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        return merge(target, patch);
    }

    private static ObjectNode merge(@Nullable JsonNode target, ObjectNode patch) {
        ObjectNode result = target instanceof ObjectNode object ? object.deepCopy() : patch.objectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner) {
                result.set(field.getKey(), merge(result.get(field.getKey()), inner));
            } else {
                result.set(field.getKey(), field.getValue().deepCopy());
            }
        });
        return result;
    }
}
