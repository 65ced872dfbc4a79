package dev.evenkeel.fields;

import dev.evenkeel.resource.ManagedFields;
import dev.evenkeel.resource.ManagedFields.Operation;

/**
 * A field that a configuration wants otherwise than the manager who owns it.
 *
 * @param manager who he is, and how he came to own it: {@code "kubectl-edit" using evenkeel.dev/v1}
 * @param field path to it, {@code .spec.driver}
 */
public record FieldConflict(String manager, String field) {

    static FieldConflict of(ManagedFields owner, String field) {
        String name = '"' + owner.manager() + '"';
        String where = owner.subresource().isEmpty() ? "" : " with subresource \"" + owner.subresource() + '"';
        String how = owner.operation() == Operation.Update ? " using " + owner.apiVersion() : "";
        return new FieldConflict(name + where + how, field);
    }
}
