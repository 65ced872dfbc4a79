package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/** All types of objects that the API presents, in the order in which discovery lists them. */
@Singleton
public final class ResourceTypes {

    private static final String CATEGORY = "evenkeel";

    static final Map<String, String> METADATA_FIELDS =
            Map.of("metadata.name", "/metadata/name", "metadata.namespace", "/metadata/namespace");

    static final ResourceType NAMESPACES = new ResourceType(
            "",
            "Namespace",
            "namespaces",
            "namespace",
            List.of("ns"),
            List.of(),
            false,
            List.of("get", "list", "watch"),
            List.of(),
            List.of(new TableColumn(
                    "Status",
                    "string",
                    "Always Active: the engine is configured.",
                    false,
                    namespace -> Optional.of("Active"))),
            METADATA_FIELDS);

    /** Questions that are answered at once and not kept. */
    private static final List<ResourceType> REVIEWS = List.of(
            review("authorization.k8s.io", "SelfSubjectAccessReview"),
            review("authorization.k8s.io", "SelfSubjectRulesReview"),
            review("authentication.k8s.io", "SelfSubjectReview"));

    private final ResourceCodec codec;
    private final List<ResourceType> all;

    public ResourceTypes(Kinds kinds, ResourceCodec codec) {
        this.codec = codec;
        this.all = Stream.of(
                        kinds.all().stream().map(this::of), Stream.of(NAMESPACES, EventTypes.EVENTS), REVIEWS.stream())
                .flatMap(Function.identity())
                .toList();
    }

    List<ResourceType> all() {
        return all;
    }

    /** The type behind a path segment of a group's API; the core group's name is empty. */
    Optional<ResourceType> find(String group, String plural) {
        return all.stream()
                .filter(type -> type.group().equals(group) && type.plural().equals(plural))
                .findFirst();
    }

    /** The type of an object that says so of itself. */
    Optional<ResourceType> ofKind(String apiVersion, String kind) {
        return all.stream()
                .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
                .findFirst();
    }

    /** The type of what the registry keeps under a kind. */
    ResourceType stored(String kind) {
        return all.stream().filter(type -> type.kind().equals(kind)).findFirst().orElseThrow();
    }

    private <S, T> ResourceType of(ResourceKind<S, T> kind) {
        return new ResourceType(
                ResourceKind.GROUP,
                kind.kind(),
                kind.plural(),
                kind.singular(),
                kind.shortNames(),
                List.of(CATEGORY),
                kind.namespaced(),
                ResourceType.ALL_VERBS,
                subresources(kind),
                columns(kind),
                METADATA_FIELDS);
    }

    private static List<SubresourceType> subresources(ResourceKind<?, ?> kind) {
        return Stream.concat(
                        Stream.of(SubresourceType.status(kind.kind())),
                        kind.views().stream().map(SubresourceType::of))
                .toList();
    }

    private static ResourceType review(String group, String kind) {
        String singular = kind.toLowerCase(Locale.ROOT);
        return new ResourceType(
                group,
                kind,
                singular + "s",
                singular,
                List.of(),
                List.of(),
                false,
                List.of("create"),
                List.of(),
                List.of(),
                Map.of());
    }

    private <S, T> List<TableColumn> columns(ResourceKind<S, T> kind) {
        Function<ObjectNode, Resource<S, T>> decode = oncePerRow(kind);
        return kind.columns().stream()
                .map(column -> new TableColumn(
                        column.name(), column.type(), column.description(), column.wide(), tree -> column.cell()
                                .apply(decode.apply(tree))))
                .toList();
    }

    /** A table is written row by row, and all cells of a row are read from the same tree. */
    private <S, T> Function<ObjectNode, Resource<S, T>> oncePerRow(ResourceKind<S, T> kind) {
        AtomicReference<Optional<Row<S, T>>> last = new AtomicReference<>(Optional.empty());
        return tree -> last.get()
                .filter(row -> row.tree() == tree)
                .orElseGet(() -> {
                    Row<S, T> row = new Row<>(tree, codec.stored(kind, tree));
                    last.set(Optional.of(row));
                    return row;
                })
                .resource();
    }

    private record Row<S, T>(ObjectNode tree, Resource<S, T> resource) {}
}
