package dev.evenkeel.api;

import dev.evenkeel.resource.Violation;
import java.util.List;
import java.util.Optional;

/**
 * Which state of a collection a list or watch is about, and how much of it.
 *
 * @param revision at least, or exactly, this one; 0 for any, which is the newest
 * @param exact whether only that very revision will do
 * @param limit how many objects; 0 for all
 * @param page where to go on
 */
record ListOptions(Optional<Long> revision, boolean exact, int limit, Optional<PageToken> page) {

    private static final String OPTIONS = "ListOptions";

    static ListOptions of(Call call, ResourceType type, Optional<String> namespace) {
        Optional<Long> revision = revision(call);
        Optional<String> match = text(call, "resourceVersionMatch");
        Optional<PageToken> page = text(call, "continue").map(token -> PageToken.parse(token, type, namespace));
        if (call.query("sendInitialEvents").isPresent()) {
            throw invalid(Violation.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        }
        match.ifPresent(word -> requireMatch(word, revision, page));
        if (page.isPresent() && revision.filter(asked -> asked != 0).isPresent()) {
            throw Failures.badRequest("specifying resource version is not allowed when using continue");
        }
        boolean exact = match.filter("Exact"::equals).isPresent();
        return new ListOptions(revision, exact, limit(call), page);
    }

    /** @throws Failure 400 when there is one and it is no revision */
    static Optional<Long> revision(Call call) {
        return text(call, "resourceVersion").map(text -> number("resourceVersion", text));
    }

    /** @throws Failure 400 when {@code text} is no whole number from zero */
    static long number(String parameter, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Failures.badRequest(parameter + ": Invalid value: \"" + text + "\": not a whole number");
        }
        return Long.parseLong(text);
    }

    static Failure invalid(Violation violation) {
        return Failures.invalidOptions(OPTIONS, violation);
    }

    static Optional<String> text(Call call, String parameter) {
        return call.query(parameter).filter(text -> !text.isEmpty());
    }

    private static void requireMatch(String word, Optional<Long> revision, Optional<PageToken> page) {
        String field = "resourceVersionMatch";
        if (page.isPresent()) {
            throw invalid(Violation.forbidden(field, field + " is forbidden when continue is provided"));
        }
        if (revision.isEmpty()) {
            throw invalid(Violation.forbidden(field, field + " is forbidden unless resourceVersion is provided"));
        }
        switch (word) {
            case "NotOlderThan" -> {}
            case "Exact" -> {
                if (revision.filter(asked -> asked == 0).isPresent()) {
                    throw invalid(
                            Violation.forbidden(field, field + " \"Exact\" is forbidden for resourceVersion \"0\""));
                }
            }
            default -> throw invalid(Violation.notSupported(field, word, List.of("Exact", "NotOlderThan")));
        }
    }

    private static int limit(Call call) {
        return (int) Math.min(
                Integer.MAX_VALUE,
                text(call, "limit").map(text -> number("limit", text)).orElse(0L));
    }
}
