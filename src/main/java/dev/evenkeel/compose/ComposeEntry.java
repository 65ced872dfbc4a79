package dev.evenkeel.compose;

import static dev.evenkeel.compose.ComposeYaml.NOTHING;
import static dev.evenkeel.compose.ComposeYaml.asMap;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A mapping of a compose file, read key by key. Whatever does not fit is told, and counts as not said, so that
 * everything that is wrong is told at once.
 */
final class ComposeEntry {

    private static final Set<String> YES = Set.of("y", "yes", "on", "true");
    private static final Set<String> NO = Set.of("n", "no", "off", "false");

    private final Map<String, Object> values;
    private final String path;
    private final BiConsumer<String, String> wrong;

    /** @param wrong is told a path, and what is wrong there */
    ComposeEntry(Object value, String path, BiConsumer<String, String> wrong) {
        this.path = path;
        this.wrong = wrong;
        if (value instanceof Map<?, ?>) {
            this.values = asMap(value);
        } else {
            this.values = Map.of();
            if (value != NOTHING) {
                wrong.accept(path, "must be a mapping");
            }
        }
    }

    /** Tells every key that is not among these, nor an extension. */
    void allow(Set<String> keys) {
        values.keySet().stream()
                .filter(key -> !keys.contains(key) && !key.startsWith("x-"))
                .forEach(key -> wrong.accept(at(key), "is no key that is known here"));
    }

    boolean has(String key) {
        return values.getOrDefault(key, NOTHING) != NOTHING;
    }

    Object get(String key) {
        return values.getOrDefault(key, NOTHING);
    }

    String at(String key) {
        return path + "." + key;
    }

    String text(String key, String absent) {
        Object value = get(key);
        if (value == NOTHING) {
            return absent;
        }
        if (value instanceof String text) {
            return text.isEmpty() ? absent : text;
        }
        wrong.accept(at(key), "must be text: put it in quotes");
        return absent;
    }

    Optional<Boolean> flag(String key) {
        Object value = get(key);
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        String word = value.toString().toLowerCase(Locale.ROOT);
        if (value == NOTHING || value instanceof String && (YES.contains(word) || NO.contains(word))) {
            return value == NOTHING ? Optional.empty() : Optional.of(YES.contains(word));
        }
        wrong.accept(at(key), "must be true or false");
        return Optional.empty();
    }

    ComposeEntry entry(String key) {
        return new ComposeEntry(get(key), at(key), wrong);
    }

    /** Mappings in a list. */
    List<ComposeEntry> entries(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (!(get(key) instanceof List<?> list)) {
            wrong.accept(at(key), "must be a list");
            return List.of();
        }
        ComposeEntry[] entries = new ComposeEntry[list.size()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new ComposeEntry(list.get(i), at(key) + "[" + i + "]", wrong);
        }
        return List.of(entries);
    }

    /** Text by text; numbers are text in the end. */
    Map<String, String> texts(String key) {
        return texts(entry(key).values, key, false);
    }

    /** Labels: in either form, with values of any kind. */
    Map<String, String> labels(String key) {
        if (get(key) instanceof String) {
            wrong.accept(at(key), "must be a mapping, or a list of key=value");
            return Map.of();
        }
        return texts(ComposeMerge.entries(get(key)), key, true);
    }

    private Map<String, String> texts(Map<String, Object> entries, String key, boolean loose) {
        Map<String, String> texts = new TreeMap<>();
        new LinkedHashMap<>(entries).forEach((name, value) -> {
            boolean fits = value instanceof String
                    || value instanceof Number
                    || loose && (value instanceof Boolean || value == NOTHING);
            if (fits) {
                texts.put(name, value instanceof BigDecimal number ? number(number) : value.toString());
            } else {
                wrong.accept(at(key) + "." + name, "must be text: put it in quotes");
            }
        });
        return texts;
    }

    /** As Go prints a float64. */
    private static String number(BigDecimal number) {
        BigDecimal plain = new BigDecimal(Double.toString(number.doubleValue())).stripTrailingZeros();
        int exponent = plain.precision() - plain.scale() - 1;
        if (plain.signum() == 0) {
            return "0";
        }
        if (exponent >= -4 && exponent < 21) {
            return plain.toPlainString();
        }
        String digits = plain.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = plain.signum() < 0 ? "-" : "";
        return String.format(Locale.ROOT, "%s%se%s%02d", sign, mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
