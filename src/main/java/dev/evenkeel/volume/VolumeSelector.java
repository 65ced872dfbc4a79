package dev.evenkeel.volume;

import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Volumes, by their labels: those on the engine, and over them those of the Volume of the same name, if there is one. A
 * selector that says nothing selects nothing.
 *
 * @param matchLabels labels that a volume must have, with just these values
 * @param matchExpressions rules that a volume must obey, all of them
 */
public record VolumeSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

    /** Nothing. */
    public static final VolumeSelector NONE = new VolumeSelector(Map.of(), List.of());

    /** On a volume: whether selectors may select it at all. */
    public static final String OPT_OUT = "evenkeel.dev/backup";

    private static final String NO = "false";

    /** How a label is held against values. */
    public enum Operator {
        /** The volume has the label, with one of the values. */
        In,
        /** It has not the label, or with another value. */
        NotIn,
        /** It has the label, with whatever value. */
        Exists,
        /** It has not the label. */
        DoesNotExist
    }

    /**
     * A rule about one label.
     *
     * @param key the name of the label
     * @param operator how it is held against the values
     * @param values what it is held against: one or more for {@code In} and {@code NotIn}, none for the others
     */
    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            key = Defaults.text(key, "");
            operator = Defaults.value(operator, Operator.In);
            values = Defaults.list(values);
        }

        boolean matches(Map<String, String> labels) {
            return switch (operator) {
                case In -> labels.containsKey(key) && values.contains(labels.get(key));
                case NotIn -> !labels.containsKey(key) || !values.contains(labels.get(key));
                case Exists -> labels.containsKey(key);
                case DoesNotExist -> !labels.containsKey(key);
            };
        }

        List<Violation> violations(String field) {
            List<Violation> broken = new ArrayList<>();
            if (key.isEmpty()) {
                broken.add(Violation.required(field + ".key", "the name of a label"));
            }
            boolean withValues = operator == Operator.In || operator == Operator.NotIn;
            if (withValues && values.isEmpty()) {
                broken.add(Violation.required(field + ".values", "at least one, when the operator is " + operator));
            }
            if (!withValues && !values.isEmpty()) {
                broken.add(Violation.forbidden(field + ".values", "means nothing when the operator is " + operator));
            }
            return broken;
        }
    }

    public VolumeSelector {
        matchLabels = Defaults.map(matchLabels);
        matchExpressions = Defaults.list(matchExpressions);
    }

    public boolean selectsNothing() {
        return matchLabels.isEmpty() && matchExpressions.isEmpty();
    }

    /** Whether a volume with these labels is selected. */
    public boolean matches(Map<String, String> labels) {
        return !selectsNothing()
                && !optedOut(labels)
                && labels.entrySet().containsAll(matchLabels.entrySet())
                && matchExpressions.stream().allMatch(one -> one.matches(labels));
    }

    /** Whether somebody wants no backups of a volume. */
    public static boolean optedOut(Map<String, String> labels) {
        return NO.equals(labels.get(OPT_OUT));
    }

    /** The rules that this breaks as the value of {@code field}. */
    public List<Violation> violations(String field) {
        List<Violation> broken = new ArrayList<>();
        if (matchLabels.containsKey("")) {
            broken.add(Violation.invalid(field + ".matchLabels", "", "a label has a name"));
        }
        for (int i = 0; i < matchExpressions.size(); i++) {
            broken.addAll(matchExpressions.get(i).violations(field + ".matchExpressions[" + i + "]"));
        }
        return broken;
    }
}
