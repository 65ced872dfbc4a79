package dev.evenkeel.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.evenkeel.fields.Schema;
import dev.evenkeel.fields.Schema.ScalarType;
import dev.evenkeel.resource.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/**
 * Holds JSON against the schema of what it is to become, and finds everything that does not fit at once.
 *
 * <p>A binder alone would stop at the first mistake, turn numbers into text and drop what it does not know, and the
 * user would learn of a misspelt field from a network that is not what was asked for.
 */
final class ShapeCheck {

    private final ShapeFindings findings;

    ShapeCheck(ShapeFindings findings) {
        this.findings = findings;
    }

    /** Checks {@code node} against {@code schema}; a field that is null stands for "left out". */
    void check(Schema schema, JsonNode node, String path) {
        switch (schema) {
            case Schema.Structure structure -> fields(structure, node, path);
            case Schema.Dictionary dictionary -> entries(dictionary, node, path);
            case Schema.Array array -> items(array, node, path);
            case Schema.Choice choice -> constant(choice, node, path);
            case Schema.Scalar scalar -> scalar(scalar.type(), node, path);
            case Schema.Opaque ignored -> require(node.isObject(), node, path, "object");
        }
    }

    private void fields(Schema.Structure structure, JsonNode node, String path) {
        if (!node.isObject()) {
            wrongType(node, path, "object");
            return;
        }
        node.properties().forEach(field -> {
            String fieldPath = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            Schema schema = structure.fields().get(field.getKey());
            if (schema == null) {
                findings.unknown(fieldPath);
            } else if (!field.getValue().isNull()) {
                check(schema, field.getValue(), fieldPath);
            }
        });
    }

    private void entries(Schema.Dictionary dictionary, JsonNode node, String path) {
        if (!node.isObject()) {
            wrongType(node, path, "object");
            return;
        }
        node.properties()
                .forEach(entry -> check(dictionary.values(), entry.getValue(), path + "[" + entry.getKey() + "]"));
    }

    private void items(Schema.Array array, JsonNode node, String path) {
        if (!node.isArray()) {
            wrongType(node, path, "array");
            return;
        }
        for (int i = 0; i < node.size(); i++) {
            check(array.items(), node.get(i), path + "[" + i + "]");
        }
    }

    private void constant(Schema.Choice choice, JsonNode node, String path) {
        if (!node.isTextual()) {
            wrongType(node, path, "string");
        } else if (!choice.constants().contains(node.textValue())) {
            findings.wrong(Violation.notSupported(path, node.textValue(), choice.constants()));
        }
    }

    private void scalar(ScalarType type, JsonNode node, String path) {
        switch (type) {
            case STRING -> require(node.isTextual(), node, path, "string");
            case BOOLEAN -> require(node.isBoolean(), node, path, "boolean");
            case INT32 -> require(node.isIntegralNumber() && node.canConvertToInt(), node, path, "integer (32 bit)");
            case INT64 -> require(node.isIntegralNumber() && node.canConvertToLong(), node, path, "integer (64 bit)");
            case TIME -> require(node.isTextual() && isInstant(node.textValue()), node, path, "string (RFC 3339 time)");
        }
    }

    private void require(boolean fits, JsonNode node, String path, String wanted) {
        if (!fits) {
            wrongType(node, path, wanted);
        }
    }

    private void wrongType(JsonNode node, String path, String wanted) {
        String actual = node.isValueNode() && node.getNodeType() != JsonNodeType.NULL
                ? node.toString()
                : '"' + node.getNodeType().name().toLowerCase(Locale.ROOT) + '"';
        findings.wrong(Violation.wrongType(path, actual + ": must be of type " + wanted));
    }

    private static boolean isInstant(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
