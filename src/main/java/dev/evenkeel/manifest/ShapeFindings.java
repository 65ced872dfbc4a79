package dev.evenkeel.manifest;

import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;

/** What {@link ShapeCheck} found: fields that do not exist, and values of the wrong type. */
public final class ShapeFindings {

    private final List<String> unknownFields = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    void unknown(String path) {
        unknownFields.add(path);
    }

    void wrong(Violation violation) {
        violations.add(violation);
    }

    public List<String> unknownFields() {
        return List.copyOf(unknownFields);
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }
}
