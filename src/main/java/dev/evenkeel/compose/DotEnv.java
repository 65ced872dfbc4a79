package dev.evenkeel.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads files such as {@code .env}, as docker compose does. */
final class DotEnv {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export\\s+)?(?<name>[\\p{L}\\p{N}_.\\[\\]-]+)[ \\t]*(?<sign>[=:]?)[ \\t]*");

    /** In double quotes, as Go's strconv has them; {@code \$} is a dollar that begins no variable. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\([abcfnrtv$\"\\\\]|0[0-7]{0,3})");

    private final String file;
    private final String text;
    private final Map<String, String> outer;
    private final Map<String, String> read = new LinkedHashMap<>();
    private int at;

    private DotEnv(String file, String text, Map<String, String> outer) {
        this.file = file;
        this.text = text.replace("\r\n", "\n").replaceFirst("^\uFEFF", "");
        this.outer = outer;
    }

    /**
     * The variables of a file.
     *
     * @param outer variables that are set already: values may refer to them, and they win there
     */
    static Map<String, String> parse(String file, String text, Map<String, String> outer) throws ComposeException {
        DotEnv parser = new DotEnv(file, text, outer);
        parser.all();
        return parser.read;
    }

    private void all() throws ComposeException {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next)) {
                at++;
            } else if (next == '#') {
                at = endOfLine();
            } else {
                statement();
            }
        }
    }

    private void statement() throws ComposeException {
        Matcher assignment = ASSIGNMENT.matcher(text).region(at, text.length());
        if (!assignment.lookingAt()) {
            throw wrong("this is no NAME=VALUE");
        }
        String name = assignment.group("name");
        at = assignment.end();
        if (assignment.group("sign").isEmpty()) {
            if (at < text.length() && text.charAt(at) != '\n') {
                throw wrong("after " + name + " an = is missing");
            }
            if (outer.containsKey(name)) {
                read.put(name, outer.get(name));
            }
            return;
        }
        char quote = at < text.length() ? text.charAt(at) : '\n';
        if (quote == '"' || quote == '\'') {
            String quoted = quoted(quote);
            read.put(name, quote == '"' ? filled(unescaped(quoted)) : quoted);
            return;
        }
        int end = endOfLine();
        String value = text.substring(at, end);
        int comment = value.indexOf(" #");
        at = end;
        read.put(name, filled((comment < 0 ? value : value.substring(0, comment)).stripTrailing()));
    }

    /** What is between the quotes; a quote after a backslash is one. */
    private String quoted(char quote) throws ComposeException {
        StringBuilder chars = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && i + 1 < text.length()) {
                i++;
                if (text.charAt(i) != quote) {
                    chars.append('\\');
                }
                chars.append(text.charAt(i));
            } else if (next == quote) {
                at = i + 1;
                return chars.toString();
            } else {
                chars.append(next);
            }
        }
        throw wrong("a quote is not closed");
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found)));
    }

    private static String meaning(MatchResult escape) {
        String code = escape.group(1);
        return switch (code.charAt(0)) {
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000B";
            case '$' -> "$$";
            case '0' -> code.length() == 4 ? String.valueOf((char) Integer.parseInt(code, 8)) : escape.group();
            case 'c' -> escape.group();
            default -> code;
        };
    }

    private String filled(String value) throws ComposeException {
        Map<String, String> known = new LinkedHashMap<>(read);
        known.putAll(outer);
        try {
            return new Template(known, unset -> {}).fill(value);
        } catch (IllegalArgumentException unfit) {
            throw wrong(unfit.getMessage());
        }
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private ComposeException wrong(String why) {
        long line = text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        return new ComposeException(file, "line " + line, why);
    }
}
