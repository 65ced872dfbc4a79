package dev.evenkeel.resource;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * One rule that a request breaks, in the form of a cause of a Kubernetes {@code Status}.
 *
 * @param field path to the offending value, {@code spec.ipam.config[0].gateway}
 * @param message what is wrong and, where there is one, the way out
 */
public record Violation(String field, Reason reason, String message) {

    /** The cause types of k8s.io/apimachinery {@code field.ErrorType} that we use. */
    public enum Reason {
        FieldValueRequired,
        FieldValueInvalid,
        FieldValueNotSupported,
        FieldValueForbidden,
        FieldValueTooLong,
        FieldValueDuplicate,
        FieldValueTypeInvalid
    }

    public static Violation required(String field, String why) {
        return new Violation(field, Reason.FieldValueRequired, "Required value: " + why);
    }

    public static Violation invalid(String field, Object value, String why) {
        return new Violation(field, Reason.FieldValueInvalid, "Invalid value: " + quote(value) + ": " + why);
    }

    public static Violation notSupported(String field, Object value, Collection<String> supported) {
        String list = supported.stream().map(Violation::quote).collect(Collectors.joining(", "));
        return new Violation(
                field,
                Reason.FieldValueNotSupported,
                "Unsupported value: " + quote(value) + ": supported values: " + list);
    }

    public static Violation forbidden(String field, String why) {
        return new Violation(field, Reason.FieldValueForbidden, "Forbidden: " + why);
    }

    public static Violation tooLong(String field, String why) {
        return new Violation(field, Reason.FieldValueTooLong, "Too long: " + why);
    }

    public static Violation duplicate(String field, Object value) {
        return new Violation(field, Reason.FieldValueDuplicate, "Duplicate value: " + quote(value));
    }

    public static Violation wrongType(String field, String why) {
        return new Violation(field, Reason.FieldValueTypeInvalid, "Invalid value: " + why);
    }

    private static String quote(Object value) {
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }
}
