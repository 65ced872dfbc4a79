package dev.evenkeel.manifest;

import dev.evenkeel.resource.Violation;

/**
 * A rule that a manifest breaks.
 *
 * @param place the file, and which of its documents
 * @param object kind and name, as far as the document says them; empty when it does not
 */
public record ManifestFinding(String place, String object, Violation violation) {

    @Override
    public String toString() {
        return place + ": " + (object.isEmpty() ? "" : object + ": ")
                + (violation.field().isEmpty() ? "" : violation.field() + ": ") + violation.message();
    }
}
