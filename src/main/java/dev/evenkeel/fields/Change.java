package dev.evenkeel.fields;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.ManagedFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A write of one object, as far as it concerns who owns its fields.
 *
 * @param before the whole object as it was; empty when it is new
 * @param after the whole object as it will be, with all defaults
 * @param owners who owned what before, or what the client wrote there instead
 * @param subresource {@code status}, or empty
 */
public record Change(
        Optional<ObjectNode> before, ObjectNode after, List<ManagedFields> owners, String subresource, Instant now) {}
