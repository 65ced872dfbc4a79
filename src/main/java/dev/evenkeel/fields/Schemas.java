package dev.evenkeel.fields;

import dev.evenkeel.fields.Schema.ListType;
import dev.evenkeel.fields.Schema.Scalar;
import dev.evenkeel.fields.Schema.ScalarType;
import dev.evenkeel.fields.Schema.Structure;
import dev.evenkeel.resource.FieldSet;
import dev.evenkeel.resource.ListMap;
import dev.evenkeel.resource.ListSet;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.ResourceKind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads schemas from records. */
public final class Schemas {

    private static final Map<Class<?>, ScalarType> SCALARS = Map.of(
            String.class, ScalarType.STRING,
            boolean.class, ScalarType.BOOLEAN,
            Boolean.class, ScalarType.BOOLEAN,
            int.class, ScalarType.INT32,
            Integer.class, ScalarType.INT32,
            long.class, ScalarType.INT64,
            Long.class, ScalarType.INT64,
            Instant.class, ScalarType.TIME);

    /** Records do not change, and reading one costs more than checking a manifest against it. */
    private static final ClassValue<Structure> STRUCTURES = new ClassValue<>() {
        @Override
        protected Structure computeValue(Class<?> type) {
            return read(type);
        }
    };

    private Schemas() {}

    /** A whole object of a kind: apiVersion, kind, metadata, spec, status. */
    public static Structure of(ResourceKind<?, ?> kind) {
        Map<String, Schema> fields = new LinkedHashMap<>();
        fields.put("apiVersion", new Scalar(ScalarType.STRING));
        fields.put("kind", new Scalar(ScalarType.STRING));
        fields.put("metadata", of(Metadata.class));
        fields.put("spec", of(kind.specType()));
        fields.put("status", of(kind.statusType()));
        return new Structure(kind.getClass(), fields);
    }

    /**
     * The object that a record is mapped to.
     *
     * @throws IllegalArgumentException when a component has a type that no schema is known for
     */
    public static Structure of(Class<?> type) {
        return STRUCTURES.get(type);
    }

    private static Structure read(Class<?> type) {
        Map<String, Schema> fields = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.put(
                    component.getName(), of(component.getGenericType(), component.isAnnotationPresent(ListSet.class)));
        }
        return new Structure(type, fields);
    }

    private static Schema of(Type type, boolean set) {
        return switch (type) {
            case ParameterizedType generic -> generic(generic, set);
            case Class<?> plain when SCALARS.containsKey(plain) -> new Scalar(SCALARS.get(plain));
            case Class<?> plain when plain.isEnum() -> choice(plain);
            case Class<?> plain when plain == FieldSet.class -> new Schema.Opaque();
            case Class<?> plain when plain.isRecord() -> of(plain);
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }

    private static Schema generic(ParameterizedType type, boolean set) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return of(arguments[0], set);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return array(arguments[0], set);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return new Schema.Dictionary(of(arguments[1], false));
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private static Schema array(Type element, boolean set) {
        Schema items = of(element, false);
        if (set) {
            return new Schema.Array(items, ListType.set, List.of());
        }
        return element instanceof Class<?> plain && plain.isAnnotationPresent(ListMap.class)
                ? new Schema.Array(
                        items,
                        ListType.map,
                        List.of(plain.getAnnotation(ListMap.class).value()))
                : new Schema.Array(items, ListType.atomic, List.of());
    }

    private static Schema choice(Class<?> type) {
        return new Schema.Choice(
                type,
                Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList());
    }
}
