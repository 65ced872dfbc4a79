package dev.evenkeel.fields;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.ManagedFields.Operation;

/** In whose name an object is written, and what he says is his. */
public sealed interface Claim {

    /** The name the writer gave himself. */
    String manager();

    Operation operation();

    /** What this write changes is his. */
    record Update(String manager) implements Claim {
        @Override
        public Operation operation() {
            return Operation.Update;
        }
    }

    /**
     * What the configuration mentions is his, and what he mentioned before and does not any more is not.
     *
     * @param configuration without nulls, and only of the part that is written
     * @param force take from others what they hold otherwise
     */
    record Apply(String manager, ObjectNode configuration, boolean force) implements Claim {
        @Override
        public Operation operation() {
            return Operation.Apply;
        }
    }
}
