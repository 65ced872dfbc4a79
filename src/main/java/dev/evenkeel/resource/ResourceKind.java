package dev.evenkeel.resource;

import java.util.List;
import java.util.Locale;

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

    default String singular() {
        return kind().toLowerCase(Locale.ROOT);
    }

    default String qualifiedPlural() {
        return plural() + "." + GROUP;
    }

    default ResourceKey key(String namespace, String name) {
        return new ResourceKey(kind(), namespace, name);
    }
}
