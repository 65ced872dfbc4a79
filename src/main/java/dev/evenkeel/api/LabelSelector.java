package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@code labelSelector}: {@code a=b}, {@code a==b}, {@code a!=b}, {@code a in (b,c)}, {@code a notin (b,c)},
 * {@code a>1}, {@code a<1}, {@code a}, {@code !a}, joined by commas. {@code !=} and {@code notin} also select what
 * lacks the label.
 */
record LabelSelector(List<Predicate<JsonNode>> requirements) {

    /** Commas that are not within parentheses. */
    private static final Pattern SEPARATOR = Pattern.compile(",(?![^(]*\\))");

    private static final String KEY = "\\s*([^\\s=!,()<>]+)\\s*";
    private static final String VALUE = "\\s*([^\\s=!,()<>]*)\\s*";
    private static final Pattern EQUALITY = Pattern.compile(KEY + "(==?|!=)" + VALUE);
    private static final Pattern MEMBERSHIP = Pattern.compile(KEY + "\\s(in|notin)\\s*\\(([^()=!<>]*)\\)\\s*");
    private static final Pattern COMPARISON = Pattern.compile(KEY + "([<>])\\s*(-?\\d{1,18})\\s*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)" + KEY);

    LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** @throws Failure 400 when {@code text} is no selector */
    static LabelSelector parse(String text) {
        if (text.isBlank()) {
            return new LabelSelector(List.of());
        }
        return new LabelSelector(Arrays.stream(SEPARATOR.split(text, -1))
                .map(LabelSelector::requirement)
                .toList());
    }

    /** @param labels an object of strings; the missing node when there are none */
    boolean matches(JsonNode labels) {
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }

    private static Predicate<JsonNode> requirement(String text) {
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            return equality.group(2).equals("!=")
                    ? noneOf(equality.group(1), Set.of(equality.group(3)))
                    : oneOf(equality.group(1), Set.of(equality.group(3)));
        }
        Matcher membership = MEMBERSHIP.matcher(text);
        if (membership.matches()) {
            Set<String> values = Arrays.stream(membership.group(3).split(",", -1))
                    .map(String::strip)
                    .collect(Collectors.toSet());
            return membership.group(2).equals("in")
                    ? oneOf(membership.group(1), values)
                    : noneOf(membership.group(1), values);
        }
        Matcher comparison = COMPARISON.matcher(text);
        if (comparison.matches()) {
            return compared(comparison.group(1), comparison.group(2), Long.parseLong(comparison.group(3)));
        }
        Matcher existence = EXISTENCE.matcher(text);
        if (existence.matches()) {
            boolean wanted = existence.group(1).isEmpty();
            String key = existence.group(2);
            return labels -> labels.has(key) == wanted;
        }
        throw Failures.badRequest("unable to parse requirement \"" + text.strip() + "\" of the label selector");
    }

    private static Predicate<JsonNode> oneOf(String key, Set<String> values) {
        return labels -> labels.has(key) && values.contains(labels.get(key).asText());
    }

    /** A label that is no number is neither greater nor less. */
    private static Predicate<JsonNode> compared(String key, String operator, long bound) {
        return labels -> {
            String value = labels.path(key).asText();
            if (!NUMBER.matcher(value).matches()) {
                return false;
            }
            int order = Long.compare(Long.parseLong(value), bound);
            return operator.equals(">") ? order > 0 : order < 0;
        };
    }

    private static Predicate<JsonNode> noneOf(String key, Set<String> values) {
        return oneOf(key, values).negate();
    }
}
