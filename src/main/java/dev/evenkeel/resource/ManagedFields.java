package dev.evenkeel.resource;

import java.time.Instant;
import java.util.Optional;

/**
 * Says which fields of a resource one manager owns: an entry of {@code metadata.managedFields}.
 *
 * @param manager the name the client gave itself
 * @param operation whether it applied a whole configuration or changed fields one by one
 * @param apiVersion the group and version that the fields are those of
 * @param time when the manager changed something for the last time
 * @param fieldsType always {@code FieldsV1}
 * @param fieldsV1 the fields: {@code f:name} is a field, {@code k:{...}} an item of a list by its keys, {@code v:...}
 *     one by its value
 * @param subresource {@code status}, or empty: the same manager has an entry for each
 */
public record ManagedFields(
        String manager,
        Operation operation,
        String apiVersion,
        Optional<Instant> time,
        String fieldsType,
        FieldSet fieldsV1,
        String subresource) {

    /** How fields came to be owned. */
    public enum Operation {
        /** By server-side apply: leaving a field out later removes it. */
        Apply,
        /** By any other write. */
        Update
    }

    public ManagedFields {
        manager = Defaults.text(manager, "");
        operation = Defaults.value(operation, Operation.Update);
        apiVersion = Defaults.text(apiVersion, ResourceKind.API_VERSION);
        time = Defaults.optional(time);
        fieldsType = Defaults.text(fieldsType, "FieldsV1");
        fieldsV1 = Defaults.value(fieldsV1, FieldSet.EMPTY);
        subresource = Defaults.text(subresource, "");
    }
}
