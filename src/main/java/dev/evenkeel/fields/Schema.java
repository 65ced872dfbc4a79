package dev.evenkeel.fields;

import dev.evenkeel.resource.Defaults;
import java.util.List;
import java.util.Map;

/** The shape of a value in JSON, read from the Java type that it is mapped to. */
public sealed interface Schema {

    /** An object with these fields and no others, in the order of the record's components. */
    record Structure(Class<?> type, Map<String, Schema> fields) implements Schema {
        public Structure {
            fields = Defaults.map(fields);
        }
    }

    /** An object with any keys. */
    record Dictionary(Schema values) implements Schema {}

    /**
     * An array.
     *
     * @param keys of a {@link ListType#map}
     */
    record Array(Schema items, ListType listType, List<String> keys) implements Schema {
        public Array {
            keys = List.copyOf(keys);
        }

        /** Whether its items have owners of their own. */
        boolean granular() {
            return listType != ListType.atomic;
        }
    }

    /** One of a closed list of words. */
    record Choice(Class<?> type, List<String> constants) implements Schema {
        public Choice {
            constants = List.copyOf(constants);
        }
    }

    /** A single value. */
    record Scalar(ScalarType type) implements Schema {}

    /** An object whose fields nobody here looks into. */
    record Opaque() implements Schema {}

    /** Who owns what of a list, in the words of {@code x-kubernetes-list-type}. */
    enum ListType {
        /** It has one owner. */
        atomic,
        /** Each value has its owners. */
        set,
        /** Each item, told by its keys, has its owners. */
        map
    }

    /** Types of single values. */
    enum ScalarType {
        STRING,
        BOOLEAN,
        INT32,
        INT64,
        /** RFC 3339. */
        TIME
    }
}
