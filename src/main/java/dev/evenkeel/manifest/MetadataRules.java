package dev.evenkeel.manifest;

import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What every resource must obey, whatever its kind. The grammar of labels is Kubernetes' own. */
public final class MetadataRules {

    /** All annotations of one object, keys and values (k8s.io/apimachinery {@code TotalAnnotationSizeLimitB}). */
    static final int ANNOTATION_BYTES_MAX = 256 * 1024;

    private static final int LABELS_MAX = 256;
    private static final int LABEL_LENGTH_MAX = 63;
    private static final int PREFIX_LENGTH_MAX = 253;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    private MetadataRules() {}

    public static List<Violation> violations(Metadata metadata) {
        List<Violation> found = new ArrayList<>(ObjectName.violations("metadata.name", metadata.name()));
        metadata.labels().forEach((key, value) -> {
            requireKey(found, "metadata.labels", key);
            requireLabelValue(found, value);
        });
        if (metadata.labels().size() > LABELS_MAX) {
            found.add(Violation.tooLong("metadata.labels", "must have at most " + LABELS_MAX + " items"));
        }
        metadata.annotations().keySet().forEach(key -> requireKey(found, "metadata.annotations", key));
        if (size(metadata.annotations()) > ANNOTATION_BYTES_MAX) {
            found.add(Violation.tooLong("metadata.annotations", "may not be more than 262144 bytes"));
        }
        return found;
    }

    /** A deletion under way gives no new work to others: they would never hear of it. */
    public static List<Violation> violationsOfChange(Metadata stored, Metadata wanted) {
        return stored.deleting() && !stored.finalizers().containsAll(wanted.finalizers())
                ? List.of(Violation.forbidden(
                        "metadata.finalizers", "no new finalizers can be added if the object is being deleted"))
                : List.of();
    }

    private static void requireKey(List<Violation> found, String field, String key) {
        int slash = key.indexOf('/');
        String prefix = key.substring(0, Math.max(slash, 0));
        String word = key.substring(slash + 1);
        boolean prefixed = slash < 0
                || prefix.length() <= PREFIX_LENGTH_MAX
                        && PREFIX.matcher(prefix).matches();
        if (!prefixed || word.length() > LABEL_LENGTH_MAX || !WORD.matcher(word).matches()) {
            found.add(Violation.invalid(
                    field,
                    key,
                    "a key is an optional DNS prefix and '/', then at most 63 letters, digits, '-', '_' and '.',"
                            + " with a letter or digit at both ends"));
        }
    }

    private static void requireLabelValue(List<Violation> found, String value) {
        if (!value.isEmpty()
                && (value.length() > LABEL_LENGTH_MAX || !WORD.matcher(value).matches())) {
            found.add(Violation.invalid(
                    "metadata.labels",
                    value,
                    "a label is at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends"));
        }
    }

    private static long size(Map<String, String> annotations) {
        return annotations.entrySet().stream()
                .mapToLong(entry -> entry.getKey().getBytes(StandardCharsets.UTF_8).length
                        + (long) entry.getValue().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
