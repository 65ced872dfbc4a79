package dev.evenkeel.resource;

import java.util.List;
import java.util.Optional;

/** The kinds this program knows, in the order in which discovery lists them. */
public record Kinds(List<ResourceKind<?, ?>> all) {

    public Kinds {
        all = List.copyOf(all);
    }

    /** The kind whose path segment is {@code plural}. */
    public Optional<ResourceKind<?, ?>> byPlural(String plural) {
        return all.stream().filter(kind -> kind.plural().equals(plural)).findFirst();
    }

    /** The kind that manifests call {@code name}. */
    public Optional<ResourceKind<?, ?>> byKind(String name) {
        return all.stream().filter(kind -> kind.kind().equals(name)).findFirst();
    }
}
