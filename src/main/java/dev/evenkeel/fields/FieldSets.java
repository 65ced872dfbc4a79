package dev.evenkeel.fields;

import dev.evenkeel.resource.FieldSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The algebra of field sets. All results are in the one canonical form, so that equal sets are equal. */
public final class FieldSets {

    /** The member that stands for the field itself, beside those beneath it. */
    static final String SELF = ".";

    private static final FieldSet ONLY_SELF = new FieldSet(Map.of(SELF, FieldSet.EMPTY));

    private FieldSets() {}

    public static FieldSet union(FieldSet left, FieldSet right) {
        Map<String, FieldSet> members = new TreeMap<>(left.members());
        right.members()
                .forEach((step, member) -> members.merge(
                        step, member, (a, b) -> step.equals(SELF) ? FieldSet.EMPTY : out(union(in(a), in(b)))));
        return new FieldSet(members);
    }

    public static FieldSet union(Collection<FieldSet> sets) {
        return sets.stream().reduce(FieldSet.EMPTY, FieldSets::union);
    }

    /** What is in {@code left} and not in {@code right}. */
    public static FieldSet difference(FieldSet left, FieldSet right) {
        Map<String, FieldSet> members = new TreeMap<>();
        left.members().forEach((step, member) -> {
            FieldSet other = right.members().get(step);
            if (other == null) {
                members.put(step, member);
            } else if (!step.equals(SELF)) {
                putUnlessEmpty(members, step, difference(in(member), in(other)));
            }
        });
        return new FieldSet(members);
    }

    /** What is in both. */
    public static FieldSet intersection(FieldSet left, FieldSet right) {
        Map<String, FieldSet> members = new TreeMap<>();
        left.members().forEach((step, member) -> {
            FieldSet other = right.members().get(step);
            if (other != null && step.equals(SELF)) {
                members.put(step, FieldSet.EMPTY);
            } else if (other != null) {
                putUnlessEmpty(members, step, intersection(in(member), in(other)));
            }
        });
        return new FieldSet(members);
    }

    public static boolean isEmpty(FieldSet set) {
        return set.members().isEmpty();
    }

    /** The paths of all fields in {@code set}, each a list of steps. */
    public static List<List<String>> paths(FieldSet set) {
        List<List<String>> paths = new ArrayList<>();
        collect(set, List.of(), paths);
        return paths;
    }

    private static void collect(FieldSet set, List<String> path, List<List<String>> paths) {
        set.members().forEach((step, member) -> {
            if (step.equals(SELF)) {
                paths.add(path);
            } else {
                List<String> longer = new ArrayList<>(path);
                longer.add(step);
                collect(in(member), longer, paths);
            }
        });
    }

    /** A member as a set of its own, in which SELF is a member like any other. */
    static FieldSet in(FieldSet member) {
        return member.members().isEmpty() ? ONLY_SELF : member;
    }

    private static void putUnlessEmpty(Map<String, FieldSet> members, String step, FieldSet inner) {
        if (!isEmpty(inner)) {
            members.put(step, out(inner));
        }
    }

    /** The way back from {@link #in}. */
    private static FieldSet out(FieldSet inner) {
        return inner.equals(ONLY_SELF) ? FieldSet.EMPTY : inner;
    }
}
