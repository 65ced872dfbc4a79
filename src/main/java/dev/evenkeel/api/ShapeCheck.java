package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.evenkeel.resource.Violation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds JSON against the record it is to become, and finds everything that does not fit at once.
 *
 * <p>The records are the schema. A binder alone would stop at the first mistake, turn numbers into text and drop what
 * it does not know, and the user would learn of a misspelt field from a network that is not what was asked for.
 */
final class ShapeCheck {

    private final ShapeFindings findings;

    ShapeCheck(ShapeFindings findings) {
        this.findings = findings;
    }

    /** Checks the fields of {@code node} against the components of {@code type}; null stands for "left out". */
    void object(Class<?> type, JsonNode node, String path) {
        if (!node.isObject()) {
            wrongType(node, path, "object");
            return;
        }
        Map<String, RecordComponent> components = Arrays.stream(type.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
        node.properties().forEach(field -> {
            String fieldPath = path + "." + field.getKey();
            RecordComponent component = components.get(field.getKey());
            if (component == null) {
                findings.unknown(fieldPath);
            } else if (!field.getValue().isNull()) {
                value(component.getGenericType(), field.getValue(), fieldPath);
            }
        });
    }

    private void value(Type type, JsonNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            parameterized(generic, node, path);
        } else if (type instanceof Class<?> plain && plain.isEnum()) {
            constant(plain, node, path);
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            object(plain, node, path);
        } else if (type instanceof Class<?> plain) {
            scalar(plain, node, path);
        }
    }

    private void parameterized(ParameterizedType type, JsonNode node, String path) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            value(arguments[0], node, path);
        } else if (Collection.class.isAssignableFrom(raw)) {
            list(arguments[0], node, path);
        } else if (Map.class.isAssignableFrom(raw)) {
            map(arguments[1], node, path);
        }
    }

    private void list(Type element, JsonNode node, String path) {
        if (!node.isArray()) {
            wrongType(node, path, "array");
            return;
        }
        for (int i = 0; i < node.size(); i++) {
            value(element, node.get(i), path + "[" + i + "]");
        }
    }

    private void map(Type element, JsonNode node, String path) {
        if (!node.isObject()) {
            wrongType(node, path, "object");
            return;
        }
        node.properties().forEach(entry -> value(element, entry.getValue(), path + "[" + entry.getKey() + "]"));
    }

    private void constant(Class<?> type, JsonNode node, String path) {
        List<String> constants =
                Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList();
        if (!node.isTextual()) {
            wrongType(node, path, "string");
        } else if (!constants.contains(node.textValue())) {
            findings.wrong(Violation.notSupported(path, node.textValue(), constants));
        }
    }

    private void scalar(Class<?> type, JsonNode node, String path) {
        if (type == String.class) {
            require(node.isTextual(), node, path, "string");
        } else if (type == boolean.class || type == Boolean.class) {
            require(node.isBoolean(), node, path, "boolean");
        } else if (type == int.class || type == Integer.class) {
            require(node.isIntegralNumber() && node.canConvertToInt(), node, path, "integer (32 bit)");
        } else if (type == long.class || type == Long.class) {
            require(node.isIntegralNumber() && node.canConvertToLong(), node, path, "integer (64 bit)");
        } else if (type == Instant.class) {
            require(node.isTextual() && isInstant(node.textValue()), node, path, "string (RFC 3339 time)");
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
