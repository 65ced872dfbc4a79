package dev.evenkeel.api;

import dev.evenkeel.api.StatusBody.Cause;
import dev.evenkeel.api.WriteOptions.FieldValidation;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of fields that the kind does not have, or that were said twice.
 *
 * @param duplicates paths of what was said twice
 * @param patch the text of the patch that brought them; empty when a whole object came
 */
record Strictness(FieldValidation validation, List<String> duplicates, Optional<String> patch) {

    /** For what has been checked, or was made here. */
    static final Strictness NONE = new Strictness(FieldValidation.Ignore, List.of(), Optional.empty());

    Strictness {
        duplicates = List.copyOf(duplicates);
    }

    /** @return what to warn of */
    List<String> judge(ResourceKind<?, ?> kind, String name, List<String> unknown) {
        List<Cause> causes = Stream.concat(
                        unknown.stream().map(field -> cause("unknown field", field)),
                        duplicates.stream().map(field -> cause("duplicate field", field)))
                .toList();
        if (causes.isEmpty()) {
            return List.of();
        }
        return switch (validation) {
            case Strict -> throw refusal(kind, name, causes);
            case Warn -> causes.stream().map(Cause::message).toList();
            case Ignore -> List.of();
        };
    }

    private Failure refusal(ResourceKind<?, ?> kind, String name, List<Cause> causes) {
        return patch.map(text -> Failures.invalid(
                        kind, name, List.of(Violation.invalid("patch", text, Failures.strictDecoding(causes)))))
                .orElseGet(() -> Failures.strictDecoding(kind, name, causes));
    }

    private static Cause cause(String what, String field) {
        return new Cause("FieldValueInvalid", what + " \"" + field + '"', field);
    }
}
