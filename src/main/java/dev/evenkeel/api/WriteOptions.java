package dev.evenkeel.api;

import dev.evenkeel.registry.Registry;
import java.util.Arrays;

/**
 * What the query of a write asks for.
 *
 * @param dryRun run every check and give the answer, but store nothing
 */
record WriteOptions(boolean dryRun, FieldValidation fieldValidation) {

    /** What becomes of fields that the kind does not have. A typo must not go unnoticed, so Strict is the default. */
    enum FieldValidation {
        Strict,
        Warn,
        Ignore
    }

    static WriteOptions of(Call call) {
        return new WriteOptions(
                call.query("dryRun").map(WriteOptions::dryRun).orElse(false),
                call.query("fieldValidation").map(WriteOptions::fieldValidation).orElse(FieldValidation.Strict));
    }

    WriteOptions orDryRun(boolean asked) {
        return new WriteOptions(dryRun || asked, fieldValidation);
    }

    Registry on(Registry registry) {
        return dryRun ? registry.dryRun() : registry;
    }

    static boolean dryRun(String value) {
        if (!value.equals("All")) {
            throw Failures.badRequest("dryRun: Unsupported value: \"" + value + "\": supported values: \"All\"");
        }
        return true;
    }

    private static FieldValidation fieldValidation(String value) {
        return Arrays.stream(FieldValidation.values())
                .filter(known -> known.name().equals(value))
                .findFirst()
                .orElseThrow(() -> Failures.badRequest("fieldValidation: Unsupported value: \"" + value
                        + "\": supported values: \"Strict\", \"Warn\", \"Ignore\""));
    }
}
