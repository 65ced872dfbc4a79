package dev.evenkeel.api;

import dev.evenkeel.resource.Metadata;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code fieldSelector} of a list: {@code metadata.name} and {@code metadata.namespace} by =, == and !=. */
record FieldSelector(List<Predicate<Metadata>> requirements) {

    private static final Pattern REQUIREMENT = Pattern.compile("\\s*([^=!,\\s]+)\\s*(==?|!=)\\s*([^=!,\\s]*)\\s*");

    FieldSelector {
        requirements = List.copyOf(requirements);
    }

    /** @throws Failure 400 when {@code text} is no selector, or names another field */
    static FieldSelector parse(String text) {
        if (text.isBlank()) {
            return new FieldSelector(List.of());
        }
        return new FieldSelector(Arrays.stream(text.split(",", -1))
                .map(FieldSelector::requirement)
                .toList());
    }

    boolean matches(Metadata metadata) {
        return requirements.stream().allMatch(requirement -> requirement.test(metadata));
    }

    private static Predicate<Metadata> requirement(String text) {
        Matcher matcher = REQUIREMENT.matcher(text);
        if (!matcher.matches()) {
            throw Failures.badRequest("invalid field selector: \"" + text.strip() + "\"; can't understand it");
        }
        Function<Metadata, String> field = field(matcher.group(1));
        String value = matcher.group(3);
        boolean wanted = !matcher.group(2).equals("!=");
        return metadata -> field.apply(metadata).equals(value) == wanted;
    }

    private static Function<Metadata, String> field(String path) {
        return switch (path) {
            case "metadata.name" -> Metadata::name;
            case "metadata.namespace" -> Metadata::namespace;
            default -> throw Failures.badRequest("field label not supported: " + path);
        };
    }
}
