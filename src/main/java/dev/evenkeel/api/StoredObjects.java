package dev.evenkeel.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredList;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.ResourceKey;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Where objects of any type are read from: the registry, as it is or as it was, and for namespaces the list of engines,
 * which never changes while the program runs.
 */
@Singleton
public final class StoredObjects {

    /** How much history is read at a time. */
    private static final int CHANGES_MAX = 500;

    private final RevisionLog log;
    private final Namespaces namespaces;
    private final JsonMapper mapper;

    public StoredObjects(RevisionLog log, Namespaces namespaces, ResourceCodec codec) {
        this.mapper = codec.mapper();
        this.log = log;
        this.namespaces = namespaces;
    }

    /** The newest revision: every write so far is at or below it. */
    long revision() {
        return log.revision();
    }

    /** The oldest revision that is still remembered. */
    long oldestRevision() {
        return log.compactedRevision();
    }

    /** All objects of a type as of now, sorted by namespace and name; of all namespaces when there is none given. */
    StoredList list(ResourceType type, Optional<String> namespace) {
        return isNamespace(type)
                ? new StoredList(
                        log.revision(),
                        namespaces.names().stream().map(this::namespace).toList())
                : log.list(type.kind(), namespace);
    }

    /**
     * The same as of an earlier revision: what happened since is undone.
     *
     * @throws RegistryException.Compacted when nobody knows any more what happened since
     */
    StoredList list(ResourceType type, Optional<String> namespace, long revision) {
        StoredList now = list(type, namespace);
        TreeMap<ResourceKey, StoredObject> objects = new TreeMap<>();
        now.items().forEach(object -> objects.put(object.key(), object));
        history(revision, now.revision()).reversed().stream()
                .filter(change -> change.key().kind().equals(type.kind()))
                .filter(change ->
                        namespace.map(change.key().namespace()::equals).orElse(true))
                .forEach(change -> change.previous()
                        .ifPresentOrElse(
                                object -> objects.put(change.key(), object), () -> objects.remove(change.key())));
        return new StoredList(revision, List.copyOf(objects.values()));
    }

    Optional<StoredObject> find(ResourceType type, String namespace, String name) {
        if (isNamespace(type)) {
            return Optional.of(name).filter(namespaces.names()::contains).map(this::namespace);
        }
        return log.get(new ResourceKey(type.kind(), namespace, name));
    }

    /** The object with the revision of its last write. */
    ObjectNode tree(StoredObject object) {
        try {
            ObjectNode tree = (ObjectNode) mapper.readTree(object.json());
            tree.withObject("/metadata").put("resourceVersion", Long.toString(object.revision()));
            return tree;
        } catch (JsonProcessingException corrupt) {
            throw new RegistryException.Unavailable(object.key() + " cannot be read back from the registry", corrupt);
        }
    }

    private List<LoggedChange> history(long after, long until) {
        List<LoggedChange> history = new ArrayList<>();
        for (long next = Math.max(after, RevisionLog.EMPTY); next < until; ) {
            List<LoggedChange> page = log.since(next, CHANGES_MAX);
            history.addAll(page);
            next = page.getLast().revision();
        }
        return history.stream().filter(change -> change.revision() <= until).toList();
    }

    private static boolean isNamespace(ResourceType type) {
        return type.equals(ResourceTypes.NAMESPACES);
    }

    /** As old as the registry. */
    private StoredObject namespace(String name) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", ResourceTypes.NAMESPACES.apiVersion());
        tree.put("kind", ResourceTypes.NAMESPACES.kind());
        ObjectNode metadata = tree.putObject("metadata").put("name", name).put("uid", uid(name));
        metadata.put("creationTimestamp", log.createdAt().toString());
        metadata.putObject("labels").put("kubernetes.io/metadata.name", name);
        tree.putObject("status").put("phase", "Active");
        ResourceKey key = new ResourceKey(ResourceTypes.NAMESPACES.kind(), "", name);
        return new StoredObject(key, RevisionLog.EMPTY, tree.toString());
    }

    /** The same at every start. */
    private String uid(String name) {
        byte[] source = (log.registryId() + "/" + name).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(source).toString();
    }
}
