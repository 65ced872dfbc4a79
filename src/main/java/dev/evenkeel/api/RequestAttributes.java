package dev.evenkeel.api;

import dev.evenkeel.access.Attributes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads from a request what it is about to do, by the rules that Kubernetes has for its paths. */
final class RequestAttributes {

    private RequestAttributes() {}

    /**
     * @param path as it was sent, not decoded: an encoded slash separates nothing
     * @param watch whether a list is to go on
     */
    static Attributes of(String method, String path, boolean watch) {
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(RequestAttributes::decoded)
                .toList();
        boolean core = !segments.isEmpty() && segments.getFirst().equals("api");
        int prefix = core ? 2 : 3;
        boolean api = core || (!segments.isEmpty() && segments.getFirst().equals("apis"));
        if (!api || segments.size() <= prefix) {
            return Attributes.ofPath(method.toLowerCase(Locale.ROOT), path);
        }
        String group = core ? "" : segments.get(1);
        List<String> rest = segments.subList(prefix, segments.size());
        if (rest.getFirst().equals("namespaces")) {
            return rest.size() < 3
                    ? attributes(method, watch, group, rest, at(rest, 1))
                    : attributes(method, watch, group, rest.subList(2, rest.size()), rest.get(1));
        }
        return attributes(method, watch, group, rest, "");
    }

    private static Attributes attributes(
            String method, boolean watch, String group, List<String> rest, String namespace) {
        String name = at(rest, 1);
        return new Attributes(verb(method, name, watch), group, rest.getFirst(), at(rest, 2), namespace, name, "");
    }

    private static String at(List<String> segments, int index) {
        return index < segments.size() ? segments.get(index) : "";
    }

    private static String verb(String method, String name, boolean watch) {
        return switch (method) {
            case "GET", "HEAD" -> watch ? "watch" : name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }

    /** What cannot be decoded stays as it is: it names nothing. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
