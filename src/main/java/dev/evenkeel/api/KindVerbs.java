package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.api.Admission.Admitted;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.ResourceList;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import java.util.List;
import java.util.Optional;

/** What can be done to the resources of one kind, from tree to answer. */
final class KindVerbs<S, T> {

    /** How often a generated name that is taken is replaced by another. */
    private static final int NAMES_MAX = 8;

    /** How often a patch without a resourceVersion is applied anew because somebody wrote the object meanwhile. */
    private static final int PATCH_ATTEMPTS_MAX = 20;

    private final ResourceKind<S, T> kind;
    private final Registry registry;
    private final ResourceCodec codec;
    private final NameSuffixes suffixes;
    private final Admission<S, T> admission;

    KindVerbs(ResourceKind<S, T> kind, Registry registry, ResourceCodec codec, NameSuffixes suffixes) {
        this.kind = kind;
        this.registry = registry;
        this.codec = codec;
        this.suffixes = suffixes;
        this.admission = new Admission<>(kind, codec);
    }

    Answer list(Optional<String> namespace, Selection selection) {
        ResourceList<S, T> list = registry.list(kind, namespace);
        ObjectNode body = codec.mapper().createObjectNode();
        body.put("apiVersion", ResourceKind.API_VERSION);
        body.put("kind", kind.kind() + "List");
        body.putObject("metadata").put("resourceVersion", list.resourceVersion());
        ArrayNode items = body.putArray("items");
        list.items().stream()
                .filter(resource -> selection.matches(resource.metadata()))
                .forEach(resource -> items.add(codec.tree(resource)));
        return Answer.ok(body);
    }

    Answer get(String namespace, String name) {
        return Answer.ok(codec.tree(stored(kind.key(namespace, name))));
    }

    Answer create(String namespace, ObjectNode body, WriteOptions options) {
        new ManifestIdentity(kind).require(body, namespace);
        ObjectNode metadata = (ObjectNode) body.get("metadata");
        if (!metadata.path("resourceVersion").asText().isEmpty()) {
            throw Failures.badRequest("resourceVersion should not be set on objects to be created");
        }
        String name = metadata.path("name").asText();
        String prefix = metadata.path("generateName").asText();
        if (name.isEmpty() && prefix.isEmpty()) {
            throw Failures.invalid(
                    kind, "", List.of(Violation.required("metadata.name", "name or generateName is required")));
        }
        if (name.isEmpty()) {
            return createUnder(prefix, body, options);
        }
        try {
            return create(body, options);
        } catch (RegistryException.AlreadyExists taken) {
            boolean leaving =
                    registry.find(kind, taken.key()).filter(Resource::deleting).isPresent();
            throw leaving ? Failures.beingDeleted(kind, name) : Failures.alreadyExists(kind, name);
        }
    }

    private Answer createUnder(String prefix, ObjectNode body, WriteOptions options) {
        for (int attempt = 1; ; attempt++) {
            ((ObjectNode) body.get("metadata")).put("name", prefix + suffixes.next());
            try {
                return create(body, options);
            } catch (RegistryException.AlreadyExists taken) {
                if (attempt == NAMES_MAX) {
                    throw taken;
                }
            }
        }
    }

    private Answer create(ObjectNode body, WriteOptions options) {
        Admitted<Resource<S, T>> draft = admission.created(body, options.fieldValidation());
        Resource<S, T> created = options.on(registry).create(kind, draft.resource());
        return new Answer(201, codec.tree(created), draft.warnings());
    }

    Answer replace(ResourceKey key, Part part, ObjectNode body, WriteOptions options) {
        return write(part, body, stored(key), options);
    }

    Answer patch(ResourceKey key, Part part, ObjectNode patch, WriteOptions options) {
        boolean precondition = patch.path("metadata").hasNonNull("resourceVersion");
        for (int attempt = 1; ; attempt++) {
            Resource<S, T> stored = stored(key);
            try {
                return write(part, MergePatch.apply(codec.tree(stored), patch), stored, options);
            } catch (RegistryException.Conflict raced) {
                if (precondition || attempt == PATCH_ATTEMPTS_MAX) {
                    throw raced;
                }
            }
        }
    }

    Answer delete(ResourceKey key, DeleteOptions deletion, WriteOptions options) {
        Resource<S, T> last = options.on(registry).delete(kind, key, deletion.uid());
        if (last.deleting()) {
            return Answer.ok(codec.tree(last));
        }
        return Answer.of(StatusBody.success(new StatusBody.Details(
                key.name(), ResourceKind.GROUP, kind.plural(), last.metadata().uid(), List.of())));
    }

    private Answer write(Part part, ObjectNode body, Resource<S, T> stored, WriteOptions options) {
        Registry target = options.on(registry);
        Admitted<Resource<S, T>> wanted =
                switch (part) {
                    case SPEC -> admission.changed(body, stored, options.fieldValidation());
                    case STATUS -> admission.statusChanged(body, stored, options.fieldValidation());
                };
        Resource<S, T> written =
                switch (part) {
                    case SPEC -> target.update(kind, wanted.resource());
                    case STATUS -> target.replaceStatus(kind, wanted.resource());
                };
        return new Answer(200, codec.tree(written), wanted.warnings());
    }

    private Resource<S, T> stored(ResourceKey key) {
        return registry.find(kind, key).orElseThrow(() -> Failures.notFound(kind, key.name()));
    }
}
