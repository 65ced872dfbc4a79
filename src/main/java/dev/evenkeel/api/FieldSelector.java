package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code fieldSelector}: the selectable fields of a type by =, == and !=. A field that is not there is empty. */
record FieldSelector(List<Predicate<JsonNode>> requirements) {

    private static final Pattern REQUIREMENT = Pattern.compile("\\s*([^=!,\\s]+)\\s*(==?|!=)\\s*([^=!,\\s]*)\\s*");

    FieldSelector {
        requirements = List.copyOf(requirements);
    }

    /**
     * @param fields what may be named, with the JSON pointer to the value
     * @throws Failure 400 when {@code text} is no selector, or names another field
     */
    static FieldSelector parse(String text, Map<String, String> fields) {
        if (text.isBlank()) {
            return new FieldSelector(List.of());
        }
        return new FieldSelector(Arrays.stream(text.split(",", -1))
                .map(requirement -> requirement(requirement, fields))
                .toList());
    }

    boolean matches(ObjectNode object) {
        return requirements.stream().allMatch(requirement -> requirement.test(object));
    }

    private static Predicate<JsonNode> requirement(String text, Map<String, String> fields) {
        Matcher matcher = REQUIREMENT.matcher(text);
        if (!matcher.matches()) {
            throw Failures.badRequest("invalid field selector: \"" + text.strip() + "\"; can't understand it");
        }
        String pointer = Optional.ofNullable(fields.get(matcher.group(1)))
                .orElseThrow(() -> Failures.badRequest("field label not supported: " + matcher.group(1)));
        String value = matcher.group(3);
        boolean wanted = !matcher.group(2).equals("!=");
        return object -> object.at(pointer).asText().equals(value) == wanted;
    }
}
