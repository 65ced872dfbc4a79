package dev.evenkeel.api;

import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;

/** What {@link ShapeCheck} found: fields that do not exist, and values of the wrong type. */
final class ShapeFindings {

    private final List<String> unknownFields = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    void unknown(String path) {
        unknownFields.add(path);
    }

    void wrong(Violation violation) {
        violations.add(violation);
    }

    List<String> unknownFields() {
        return List.copyOf(unknownFields);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }
}
