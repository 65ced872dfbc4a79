package dev.evenkeel.compose;

import static dev.evenkeel.compose.ComposeYaml.NOTHING;
import static dev.evenkeel.compose.ComposeYaml.asMap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts a later compose file over an earlier one, by compose-go's rules for what we read. */
final class ComposeMerge {

    private static final Pattern LABELS = Pattern.compile("(networks|volumes)\\.[^.]+\\.labels");
    private static final Pattern POOLS = Pattern.compile("networks\\..+\\.ipam\\.config");
    private static final Pattern MEMBERSHIPS = Pattern.compile("services\\..+\\.networks");

    private final String file;

    /** @param file the later one, for what is said of it */
    ComposeMerge(String file) {
        this.file = file;
    }

    Map<String, Object> over(Map<String, Object> earlier, Map<String, Object> later) throws ComposeException {
        return mappings(earlier, later, "");
    }

    /** What was said before at a path does not count any more. */
    static Map<String, Object> without(Map<String, Object> tree, String path) {
        Map<String, Object> rest = new LinkedHashMap<>(tree);
        for (Map.Entry<String, Object> entry : tree.entrySet()) {
            String key = entry.getKey();
            if (path.equals(key)) {
                rest.remove(key);
            } else if (path.startsWith(key + ".") && entry.getValue() instanceof Map<?, ?>) {
                rest.put(key, without(asMap(entry.getValue()), path.substring(key.length() + 1)));
            }
        }
        return rest;
    }

    private Map<String, Object> mappings(Map<String, Object> earlier, Map<String, Object> later, String path)
            throws ComposeException {
        Map<String, Object> merged = new LinkedHashMap<>(earlier);
        for (Map.Entry<String, Object> entry : later.entrySet()) {
            String inner = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            Object before = merged.getOrDefault(entry.getKey(), NOTHING);
            merged.put(entry.getKey(), merged(before, entry.getValue(), inner));
        }
        return merged;
    }

    private Object merged(Object earlier, Object later, String path) throws ComposeException {
        if (earlier == NOTHING) {
            return later;
        }
        if (LABELS.matcher(path).matches() || MEMBERSHIPS.matcher(path).matches()) {
            return mappings(entries(earlier), entries(later), path);
        }
        if (later == NOTHING) {
            return earlier;
        }
        if (earlier instanceof Map<?, ?>) {
            return mappings(asMap(earlier), asMap(same(Map.class, later, path)), path);
        }
        if (earlier instanceof List<?> list) {
            List<?> more = same(List.class, later, path);
            if (POOLS.matcher(path).matches()) {
                return pools(list, more, path);
            }
            List<Object> all = new ArrayList<>(list);
            all.addAll(more);
            return all;
        }
        return later;
    }

    private <T> T same(Class<T> type, Object later, String path) throws ComposeException {
        if (!type.isInstance(later)) {
            throw new ComposeException(file, path, "is of another type than in the file before");
        }
        return type.cast(later);
    }

    /** A list of {@code key=value}, or of keys, as the mapping that it stands for. */
    static Map<String, Object> entries(Object labels) {
        if (labels instanceof Map<?, ?>) {
            return asMap(labels);
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        if (labels instanceof List<?> list) {
            for (Object item : list) {
                String[] entry = item.toString().split("=", 2);
                entries.put(entry[0], entry.length > 1 ? entry[1] : NOTHING);
            }
        }
        return entries;
    }

    /** What comes of several pools, or of other ones, is different from one docker compose to the next. */
    private List<Object> pools(List<?> earlier, List<?> later, String path) throws ComposeException {
        Map<String, Object> before = earlier.size() == 1 ? asMap(same(Map.class, earlier.getFirst(), path)) : Map.of();
        Map<String, Object> after = later.size() == 1 ? asMap(same(Map.class, later.getFirst(), path)) : Map.of();
        if (before.isEmpty() || !subnet(before).equals(subnet(after))) {
            throw new ComposeException(
                    file,
                    path,
                    "an earlier file has other pools; say all of them in one file, or begin them with !override here");
        }
        return List.of(mappings(before, after, path));
    }

    private static String subnet(Map<String, Object> pool) {
        return pool.getOrDefault("subnet", NOTHING).toString();
    }
}
