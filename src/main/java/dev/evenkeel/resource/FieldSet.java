package dev.evenkeel.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of fields of a resource, as the tree that Kubernetes calls FieldsV1.
 *
 * <p>The key of a member says what kind of step it is: {@code f:name} a field or map entry, {@code k:{...}} a list item
 * by its keys, {@code v:value} a list item by its value. The member {@code .} says that the field itself is in the set,
 * and so does having no members at all.
 */
public record FieldSet(Map<String, FieldSet> members) {

    public static final FieldSet EMPTY = new FieldSet(Map.of());

    public FieldSet {
        members = Defaults.map(members);
    }

    /** What a client's JSON calls null is a field with nothing beneath it. */
    public static FieldSet of(Map<String, @Nullable FieldSet> members) {
        Map<String, FieldSet> known = new LinkedHashMap<>();
        members.forEach((step, member) -> known.put(step, member == null ? EMPTY : member));
        return new FieldSet(known);
    }
}
