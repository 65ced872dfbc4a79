package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a request is answered with, before it is rendered.
 *
 * @param warnings for the user's eyes, one {@code Warning} header each
 */
record Answer(int code, ObjectNode body, List<String> warnings) {

    Answer {
        warnings = List.copyOf(warnings);
    }

    static Answer ok(ObjectNode body) {
        return new Answer(200, body, List.of());
    }

    static Answer of(StatusBody status) {
        return new Answer(status.code(), status.tree(), List.of());
    }
}
