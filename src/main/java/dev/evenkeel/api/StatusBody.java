package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A {@code metav1.Status}: the body of every failure, and of a deletion that took effect at once.
 *
 * @param reason one word for programs; empty for a success
 * @param code the HTTP status
 */
record StatusBody(String message, String reason, Details details, int code) {

    /**
     * What the status is about; what is empty is left out.
     *
     * @param retryAfterSeconds when to try again; 0 when trying again is not what helps
     */
    record Details(String name, String group, String kind, String uid, List<Cause> causes, int retryAfterSeconds) {

        static final Details NONE = new Details("", "", "", "", List.of());

        Details(String name, String group, String kind, String uid, List<Cause> causes) {
            this(name, group, kind, uid, causes, 0);
        }

        Details {
            causes = List.copyOf(causes);
        }

        ObjectNode tree() {
            ObjectNode tree = JsonNodeFactory.instance.objectNode();
            putText(tree, "name", name);
            putText(tree, "group", group);
            putText(tree, "kind", kind);
            putText(tree, "uid", uid);
            if (!causes.isEmpty()) {
                ArrayNode list = tree.putArray("causes");
                causes.forEach(cause -> list.add(cause.tree()));
            }
            if (retryAfterSeconds > 0) {
                tree.put("retryAfterSeconds", retryAfterSeconds);
            }
            return tree;
        }
    }

    /** One of several things that are wrong. */
    record Cause(String reason, String message, String field) {

        ObjectNode tree() {
            ObjectNode tree = JsonNodeFactory.instance.objectNode();
            putText(tree, "reason", reason);
            putText(tree, "message", message);
            putText(tree, "field", field);
            return tree;
        }
    }

    static StatusBody success(Details details) {
        return new StatusBody("", "", details, 200);
    }

    boolean failure() {
        return code >= 400;
    }

    ObjectNode tree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("kind", "Status");
        tree.put("apiVersion", "v1");
        tree.putObject("metadata");
        tree.put("status", failure() ? "Failure" : "Success");
        putText(tree, "message", message);
        putText(tree, "reason", reason);
        if (!details.equals(Details.NONE)) {
            tree.set("details", details.tree());
        }
        if (failure()) {
            tree.put("code", code);
        }
        return tree;
    }

    private static void putText(ObjectNode tree, String field, String value) {
        if (!value.isEmpty()) {
            tree.put(field, value);
        }
    }
}
