package dev.evenkeel.compose;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts with variables in them, as the Compose Specification has them: {@code $NAME}, {@code ${NAME}}, {@code :-} and
 * {@code -} for a default, {@code :?} and {@code ?} for what must be set, {@code :+} and {@code +} for a replacement,
 * one inside the other, and {@code $$} for a dollar.
 */
final class Template {

    private static final Pattern NAME = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");

    private final Map<String, String> variables;
    private final Consumer<String> unset;

    /** @param unset hears of variables that stand for nothing because nobody set them */
    Template(Map<String, String> variables, Consumer<String> unset) {
        this.variables = variables;
        this.unset = unset;
    }

    /** @throws IllegalArgumentException when the text is no template, or a variable is missing that must be set */
    String fill(String text) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0 || dollar == text.length() - 1) {
                break;
            }
            filled.append(text, at, dollar);
            at = reference(text, dollar, filled);
        }
        return filled.append(text, at, text.length()).toString();
    }

    /** Appends what the reference at {@code dollar} stands for, and answers where it ends. */
    private int reference(String text, int dollar, StringBuilder filled) {
        char next = text.charAt(dollar + 1);
        if (next == '$') {
            filled.append('$');
            return dollar + 2;
        }
        if (next == '{') {
            int end = closing(text, dollar + 1);
            filled.append(braced(text.substring(dollar + 2, end), text));
            return end + 1;
        }
        Matcher name = NAME.matcher(text).region(dollar + 1, text.length());
        if (name.lookingAt()) {
            filled.append(value(name.group()));
            return name.end();
        }
        filled.append('$');
        return dollar + 1;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw invalid(text);
    }

    private String braced(String inside, String whole) {
        Matcher matcher = NAME.matcher(inside);
        if (!matcher.lookingAt()) {
            throw invalid(whole);
        }
        String name = matcher.group();
        String rest = inside.substring(matcher.end());
        if (rest.isEmpty()) {
            return value(name);
        }
        boolean emptyCounts = !rest.startsWith(":");
        String operation = emptyCounts ? rest : rest.substring(1);
        boolean there = variables.containsKey(name)
                && (emptyCounts || !variables.get(name).isEmpty());
        String word = operation.isEmpty() ? "" : operation.substring(1);
        return switch (operation.isEmpty() ? ' ' : operation.charAt(0)) {
            case '-' -> there ? variables.get(name) : fill(word);
            case '+' -> there ? fill(word) : variables.getOrDefault(name, "");
            case '?' -> {
                if (!there) {
                    String why = fill(word);
                    throw new IllegalArgumentException(
                            "the variable " + name + " must be set" + (why.isEmpty() ? "" : ": " + why));
                }
                yield variables.get(name);
            }
            default -> throw invalid(whole);
        };
    }

    private String value(String name) {
        if (!variables.containsKey(name)) {
            unset.accept(name);
        }
        return variables.getOrDefault(name, "");
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" has a variable that cannot be read; write ${NAME}, or $$ for a dollar");
    }
}
