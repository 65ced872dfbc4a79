package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * One column of a {@code meta.k8s.io/v1} Table.
 *
 * @param type {@code string}, {@code integer} or {@code date}
 * @param wide shown by {@code -o wide} only
 * @param cell the value for one object: text, a whole number, a duration, or for a date the {@link java.time.Instant}
 *     whose age is shown; empty when there is none
 */
record TableColumn(
        String name, String type, String description, boolean wide, Function<ObjectNode, Optional<?>> cell) {}
