package dev.evenkeel.fields;

import dev.evenkeel.resource.FieldSet;
import dev.evenkeel.resource.ManagedFields;
import dev.evenkeel.resource.ManagedFields.Operation;
import dev.evenkeel.resource.ResourceKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The entries of {@code metadata.managedFields}: who owns what. */
record OwnerList(List<ManagedFields> entries) {

    /** How many writers that do not apply are told apart; the oldest become one. As in Kubernetes. */
    static final int UPDATERS_MAX = 10;

    /** The name under which the oldest of these are kept. */
    static final String ANCIENT = "ancient-changes";

    private static final Comparator<ManagedFields> BY_AGE = Comparator.comparing(
                    (ManagedFields entry) -> entry.time().orElse(Instant.EPOCH))
            .thenComparing(ManagedFields::manager)
            .thenComparing(ManagedFields::subresource);

    OwnerList {
        entries = List.copyOf(entries);
    }

    /** Whose set is empty is no owner. */
    private static OwnerList of(Stream<ManagedFields> entries) {
        return new OwnerList(entries.filter(entry -> !FieldSets.isEmpty(entry.fieldsV1()))
                .sorted(Comparator.comparing(ManagedFields::operation).thenComparing(BY_AGE))
                .toList());
    }

    Optional<ManagedFields> find(String manager, Operation operation, String subresource) {
        return entries.stream().filter(is(manager, operation, subresource)).findFirst();
    }

    OwnerList except(String manager, Operation operation, String subresource) {
        return of(entries.stream().filter(is(manager, operation, subresource).negate()));
    }

    /** Nobody owns {@code fields} any more. */
    OwnerList without(FieldSet fields) {
        return of(entries.stream().map(entry -> with(entry, FieldSets.difference(entry.fieldsV1(), fields))));
    }

    /** Nobody owns anything but {@code fields}. */
    OwnerList within(FieldSet fields) {
        return of(entries.stream().map(entry -> with(entry, FieldSets.intersection(entry.fieldsV1(), fields))));
    }

    /** With one owner more; an entry of that manager for that operation is none yet. */
    OwnerList plus(String manager, Operation operation, String subresource, FieldSet fields, Optional<Instant> time) {
        ManagedFields entry =
                new ManagedFields(manager, operation, ResourceKind.API_VERSION, time, "FieldsV1", fields, subresource);
        return of(Stream.concat(entries.stream(), Stream.of(entry)));
    }

    /** All that is owned. */
    FieldSet fields() {
        return FieldSets.union(entries.stream().map(ManagedFields::fieldsV1).toList());
    }

    /** With the oldest updaters made one, if there are too many of them. */
    OwnerList capped() {
        List<ManagedFields> updaters = entries.stream()
                .filter(entry -> entry.operation() == Operation.Update)
                .sorted(BY_AGE)
                .toList();
        if (updaters.size() <= UPDATERS_MAX) {
            return this;
        }
        List<ManagedFields> ancient = updaters.subList(0, updaters.size() - UPDATERS_MAX + 1);
        Optional<ManagedFields> older = find(ANCIENT, Operation.Update, "");
        FieldSet fields = FieldSets.union(
                new OwnerList(ancient).fields(),
                older.map(ManagedFields::fieldsV1).orElse(FieldSet.EMPTY));
        return of(entries.stream().filter(entry -> !ancient.contains(entry)))
                .except(ANCIENT, Operation.Update, "")
                .plus(ANCIENT, Operation.Update, "", fields, ancient.getLast().time());
    }

    private static Predicate<ManagedFields> is(String manager, Operation operation, String subresource) {
        return entry -> entry.manager().equals(manager)
                && entry.operation() == operation
                && entry.subresource().equals(subresource);
    }

    private static ManagedFields with(ManagedFields entry, FieldSet fields) {
        return new ManagedFields(
                entry.manager(),
                entry.operation(),
                entry.apiVersion(),
                entry.time(),
                entry.fieldsType(),
                fields,
                entry.subresource());
    }
}
