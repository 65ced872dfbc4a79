package dev.evenkeel.resource;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything the registry and the API need to know of one kind. Defaults live in the compact constructors of the spec,
 * so that a spec without them cannot exist; validation lives here.
 *
 * @param <S> the spec, a record that Jackson can map by its component names
 * @param <T> the status, likewise
 */
public interface ResourceKind<S, T> {

    String GROUP = "evenkeel.dev";
    String VERSION = "v1";
    String API_VERSION = GROUP + "/" + VERSION;

    /** The finalizer of every kind that has something on an engine or in a store to clean up. */
    String FINALIZER = GROUP + "/cleanup";

    /** As in manifests, {@code Network}. */
    String kind();

    /** As in paths, {@code networks}. */
    String plural();

    /** What kubectl accepts instead of the plural. */
    List<String> shortNames();

    Class<S> specType();

    Class<T> statusType();

    /** The status of a resource that no reconciler has seen yet. */
    T emptyStatus();

    /** Whether a resource of this kind lives on one engine; otherwise it is there once, for all of them. */
    default boolean namespaced() {
        return true;
    }

    /** What a resource of this kind is born with; empty for kinds that leave nothing behind. */
    default List<String> finalizers() {
        return List.of(FINALIZER);
    }

    /** All rules that {@code spec} breaks, each with its field; an empty list when it may be stored. */
    List<Violation> validate(String name, S spec);

    /** All rules that changing {@code stored} into {@code wanted} breaks, beyond those of {@link #validate}. */
    default List<Violation> validateChange(S stored, S wanted) {
        return List.of();
    }

    /** What is allowed in {@code spec} and does not do what one might think: clients show it to whoever wrote it. */
    default List<String> warnings(S spec) {
        return List.of();
    }

    /**
     * Whether what was made for a resource of this kind goes along with it.
     *
     * @param spec of the resource; empty when it is gone already, and nobody can ask it any more
     */
    default boolean takesDependentsAlong(Optional<S> spec) {
        return true;
    }

    /** What {@code kubectl get} shows between the name and the age. */
    default List<Column<S, T>> columns() {
        return List.of();
    }

    /** What can be worked out of a resource of this kind. */
    default List<View> views() {
        return List.of();
    }

    /** What {@code spec} uses that reaches beyond the engine to its host. */
    default List<RiskyUse> riskyUses(String name, S spec) {
        return List.of();
    }

    default String singular() {
        return kind().toLowerCase(Locale.ROOT);
    }

    default String qualifiedPlural() {
        return plural() + "." + GROUP;
    }

    /** The key of a resource; for a kind that is on no engine, the namespace does not matter. */
    default ResourceKey key(String namespace, String name) {
        return new ResourceKey(kind(), namespaced() ? namespace : "", name);
    }
}
