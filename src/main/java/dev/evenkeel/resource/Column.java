package dev.evenkeel.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One column of the table that {@code kubectl get} prints for a kind, after the name and before the age.
 *
 * @param type {@code string}, {@code integer} or {@code date}, as in a {@code meta.k8s.io/v1} Table
 * @param wide shown by {@code -o wide} only
 * @param cell the value for one resource: text, a whole number, a duration, or for a date the time whose age is shown;
 *     empty when there is none
 */
public record Column<S, T>(
        String name, String type, String description, boolean wide, Function<Resource<S, T>, Optional<?>> cell) {

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB");

    public static <S, T> Column<S, T> text(String name, String description, Function<Resource<S, T>, String> cell) {
        return new Column<>(name, "string", description, false, cell.andThen(Column::shown));
    }

    public static <S, T> Column<S, T> number(
            String name, String description, Function<Resource<S, T>, ? extends Number> cell) {
        return new Column<>(name, "integer", description, false, cell.andThen(Optional::of));
    }

    public static <S, T> Column<S, T> age(
            String name, String description, Function<Resource<S, T>, Optional<Instant>> cell) {
        return new Column<>(name, "date", description, false, cell::apply);
    }

    public static <S, T> Column<S, T> duration(
            String name, String description, Function<Resource<S, T>, Optional<Duration>> cell) {
        return new Column<>(name, "string", description, false, cell::apply);
    }

    /** Bytes in the units of Docker's command line: {@code 1.2MB} is 1,200,000 of them. */
    public static <S, T> Column<S, T> size(String name, String description, Function<Resource<S, T>, Long> cell) {
        return new Column<>(name, "string", description, false, cell.andThen(Column::size));
    }

    /** The status of a condition: {@code True}, {@code False} or {@code Unknown}. */
    public static <S, T> Column<S, T> condition(
            String type, String description, Function<Resource<S, T>, List<Condition>> conditions) {
        return new Column<>(
                type, "string", description, false, resource -> Conditions.find(conditions.apply(resource), type)
                        .map(Condition::status));
    }

    /** The same column, for {@code -o wide} only. */
    public Column<S, T> onlyWide() {
        return new Column<>(name, type, description, true, cell);
    }

    private static Optional<?> size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        String number = String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f" : "%.1f", value);
        return Optional.of(number + UNITS.get(unit)).filter(text -> bytes > 0);
    }

    private static Optional<?> shown(String text) {
        return Optional.of(text).filter(shown -> !shown.isEmpty());
    }
}
