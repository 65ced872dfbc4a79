package dev.evenkeel.api;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the query of a write asks for.
 *
 * @param type of the options, as failures name it
 * @param dryRun run every check and give the answer, but store nothing
 * @param fieldManager in whose name to write; empty if the client does not say
 * @param program the client's name for itself
 * @param force take fields from those who own them; empty if the client does not say
 */
record WriteOptions(
        Type type,
        boolean dryRun,
        FieldValidation fieldValidation,
        String fieldManager,
        String program,
        Optional<Boolean> force) {

    /** As in Kubernetes ({@code validation.FieldManagerMaxLength}). */
    static final int FIELD_MANAGER_BYTES_MAX = 128;

    private static final String NOBODY = "unknown";

    /** The kinds of {@code meta.k8s.io} that the queries stand for. */
    enum Type {
        CreateOptions,
        UpdateOptions,
        PatchOptions,
        DeleteOptions
    }

    /** What becomes of fields that the kind does not have. A typo must not go unnoticed, so Strict is the default. */
    enum FieldValidation {
        Strict,
        Warn,
        Ignore
    }

    /** @throws Failure 422 when the query says what makes no sense */
    static WriteOptions of(Call call, Type type) {
        WriteOptions options = new WriteOptions(
                type,
                call.query("dryRun").map(value -> dryRun(type, value)).orElse(false),
                call.query("fieldValidation")
                        .map(value -> fieldValidation(type, value))
                        .orElse(FieldValidation.Strict),
                call.query("fieldManager").orElse(""),
                call.program(),
                call.query("force").map(unused -> call.flag("force")));
        options.requireFieldManager();
        return options;
    }

    WriteOptions orDryRun(boolean asked) {
        return new WriteOptions(type, dryRun || asked, fieldValidation, fieldManager, program, force);
    }

    Registry on(Registry registry) {
        return dryRun ? registry.dryRun() : registry;
    }

    /** In whose name the write is done: the client's own, if it does not say. */
    String manager() {
        if (!fieldManager.isEmpty()) {
            return fieldManager;
        }
        String printable = program.replaceAll("\\P{Print}", "");
        return printable.isBlank()
                ? NOBODY
                : printable.substring(0, Math.min(printable.length(), FIELD_MANAGER_BYTES_MAX));
    }

    /** @throws Failure 422 when they are not for an apply */
    void requireApply() {
        if (fieldManager.isEmpty()) {
            throw Failures.invalidOptions(
                    type.name(), Violation.required("fieldManager", "is required for apply patch"));
        }
    }

    /** @throws Failure 422 when they are for an apply */
    void requireNoApply() {
        if (force.isPresent()) {
            throw Failures.invalidOptions(
                    type.name(), Violation.forbidden("force", "may not be specified for non-apply patch"));
        }
    }

    static boolean dryRun(Type type, String value) {
        if (!value.equals("All")) {
            throw Failures.invalidOptions(type.name(), Violation.notSupported("dryRun", value, List.of("All")));
        }
        return true;
    }

    private void requireFieldManager() {
        if (fieldManager.getBytes(StandardCharsets.UTF_8).length > FIELD_MANAGER_BYTES_MAX) {
            throw Failures.invalidOptions(
                    type.name(),
                    Violation.tooLong("fieldManager", "may not be more than " + FIELD_MANAGER_BYTES_MAX + " bytes"));
        }
        if (fieldManager.chars().anyMatch(Character::isISOControl)) {
            throw Failures.invalidOptions(
                    type.name(),
                    Violation.invalid("fieldManager", fieldManager, "should only contain printable characters"));
        }
    }

    private static FieldValidation fieldValidation(Type type, String value) {
        return Arrays.stream(FieldValidation.values())
                .filter(known -> value.isEmpty() || known.name().equals(value))
                .findFirst()
                .orElseThrow(() -> Failures.invalidOptions(
                        type.name(),
                        Violation.notSupported("fieldValidation", value, List.of("", "Ignore", "Strict", "Warn"))));
    }
}
