package dev.evenkeel.fields;

import dev.evenkeel.resource.FieldSet;
import java.util.Map;
import java.util.TreeMap;

/** A field set in the making: paths go in, in any order. */
final class FieldSetBuilder {

    private final Map<String, FieldSetBuilder> members = new TreeMap<>();
    private boolean itself;

    /** Adds the field at {@code path}, whose steps are written as in a {@link FieldSet}. */
    void add(Iterable<String> path) {
        FieldSetBuilder at = this;
        for (String step : path) {
            at = at.members.computeIfAbsent(step, unseen -> new FieldSetBuilder());
        }
        at.itself = true;
    }

    FieldSet build() {
        Map<String, FieldSet> built = new TreeMap<>();
        members.forEach((step, member) -> built.put(step, member.build()));
        if (itself && !members.isEmpty()) {
            built.put(FieldSets.SELF, FieldSet.EMPTY);
        }
        return new FieldSet(built);
    }
}
