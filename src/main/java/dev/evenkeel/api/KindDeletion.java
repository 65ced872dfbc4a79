package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.ResourceList;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import java.util.List;
import java.util.Optional;

/** How the resources of one kind go. */
final class KindDeletion<S, T> {

    private final ResourceKind<S, T> kind;
    private final Registry registry;
    private final ResourceCodec codec;

    KindDeletion(ResourceKind<S, T> kind, Registry registry, ResourceCodec codec) {
        this.kind = kind;
        this.registry = registry;
        this.codec = codec;
    }

    Answer delete(ResourceKey key, DeleteOptions deletion, WriteOptions options) {
        Resource<S, T> last = options.on(registry).delete(kind, key, deletion.deletion());
        if (last.deleting()) {
            return Answer.ok(codec.tree(last));
        }
        return Answer.of(StatusBody.success(new StatusBody.Details(
                key.name(), ResourceKind.GROUP, kind.plural(), last.metadata().uid(), List.of())));
    }

    /** Deletes what {@code selection} means, one by one: what goes or changes meanwhile is left out of the answer. */
    Answer deleteAll(String namespace, Selection selection, DeleteOptions deletion, WriteOptions options) {
        ResourceList<S, T> all = registry.list(kind, Optional.of(namespace));
        ObjectNode list = codec.mapper().createObjectNode();
        list.put("kind", kind.kind() + "List").put("apiVersion", ResourceKind.API_VERSION);
        list.putObject("metadata").put("resourceVersion", all.resourceVersion());
        ArrayNode items = list.putArray("items");
        for (Resource<S, T> resource : all.items()) {
            if (selection.matches(codec.tree(resource))) {
                try {
                    items.add(codec.tree(options.on(registry).delete(kind, resource.key(), deletion.deletion())));
                } catch (RegistryException.NotFound | RegistryException.Conflict otherwise) {
                    continue;
                }
            }
        }
        return Answer.ok(list);
    }
}
