package dev.evenkeel.store;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes per second, written as a quantity of Kubernetes: {@code 500k}, {@code 10Mi}. */
final class ByteRate {

    /** What is less would take a day for a megabyte. */
    static final long LOWEST = 1_000;
    /** What is more is no limit for a disk or a line of today. */
    static final long HIGHEST = 1_000_000_000;

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,10})(k|M|G|Ki|Mi|Gi)?");
    private static final Map<String, Long> UNITS =
            Map.of("k", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L, "Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30);

    private ByteRate() {}

    /** Empty when it is none, or not from {@link #LOWEST} to {@link #HIGHEST}. */
    static Optional<Long> parse(String quantity) {
        Matcher matcher = QUANTITY.matcher(quantity);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = matcher.group(2) == null ? 1 : UNITS.get(matcher.group(2));
        return Optional.of(Long.parseLong(matcher.group(1)))
                .map(number -> number * unit)
                .filter(rate -> rate >= LOWEST && rate <= HIGHEST);
    }
}
