package dev.evenkeel.resource;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a field that JSON left out (or set to null) means. Called from compact constructors only: behind them there is
 * no null.
 */
public final class Defaults {

    private Defaults() {}

    public static String text(@Nullable String value, String absent) {
        return value == null ? absent : value;
    }

    public static <T> T value(@Nullable T value, T absent) {
        return value == null ? absent : value;
    }

    public static <T> Optional<T> optional(@Nullable Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }

    public static <T> List<T> list(@Nullable Collection<T> value) {
        return value == null ? List.of() : List.copyOf(value);
    }

    /** Keeps the order in which the user wrote the entries, so that what comes back looks like what went in. */
    public static <V> Map<String, V> map(@Nullable Map<String, V> value) {
        return value == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(value));
    }
}
