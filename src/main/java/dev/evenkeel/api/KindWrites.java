package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.api.Admission.Admitted;
import dev.evenkeel.fields.Claim;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import java.util.List;
import java.util.Optional;

/** How the resources of one kind are written, from tree to answer. */
final class KindWrites<S, T> {

    /** How often a generated name that is taken is replaced by another. */
    private static final int NAMES_MAX = 8;

    private final ResourceKind<S, T> kind;
    private final Registry registry;
    private final ResourceCodec codec;
    private final NameSuffixes suffixes;
    private final PolicyGate.Passage gate;
    private final Admission<S, T> admission;

    KindWrites(
            ResourceKind<S, T> kind,
            Registry registry,
            ResourceCodec codec,
            NameSuffixes suffixes,
            PolicyGate.Passage gate) {
        this.kind = kind;
        this.registry = registry;
        this.codec = codec;
        this.suffixes = suffixes;
        this.gate = gate;
        this.admission = new Admission<>(kind, codec);
    }

    Answer create(String namespace, Manifest manifest, WriteOptions options) {
        ObjectNode body = manifest.tree();
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
        Strictness strictness = strictness(manifest, options);
        if (name.isEmpty()) {
            return createUnder(prefix, body, strictness, options);
        }
        try {
            return create(body, strictness, options);
        } catch (RegistryException.AlreadyExists taken) {
            boolean leaving =
                    registry.find(kind, taken.key()).filter(Resource::deleting).isPresent();
            throw leaving ? Failures.beingDeleted(kind, name) : Failures.alreadyExists(kind, name);
        }
    }

    private Answer createUnder(String prefix, ObjectNode body, Strictness strictness, WriteOptions options) {
        for (int attempt = 1; ; attempt++) {
            ((ObjectNode) body.get("metadata")).put("name", prefix + suffixes.next());
            try {
                return create(body, strictness, options);
            } catch (RegistryException.AlreadyExists taken) {
                if (attempt == NAMES_MAX) {
                    throw taken;
                }
            }
        }
    }

    private Answer create(ObjectNode body, Strictness strictness, WriteOptions options) {
        return create(body, strictness, target(options));
    }

    /** Stores a new resource by {@code target}, which knows in whose name. */
    Answer create(ObjectNode body, Strictness strictness, Registry target) {
        Admitted<Resource<S, T>> draft = admission.created(body, strictness);
        gate.requireRoom(kind, draft.resource());
        gate.require(kind, draft.resource(), Optional.empty());
        Resource<S, T> created = target.create(kind, draft.resource());
        return new Answer(201, codec.tree(created), draft.warnings());
    }

    Answer replace(ResourceKey key, Part part, Manifest manifest, WriteOptions options) {
        return change(part, manifest.tree(), stored(key), strictness(manifest, options), target(options));
    }

    /** Stores what became of {@code stored} by {@code target}, which knows in whose name. */
    Answer change(Part part, ObjectNode body, Resource<S, T> stored, Strictness strictness, Registry target) {
        Admitted<Resource<S, T>> wanted =
                switch (part) {
                    case SPEC -> admission.changed(body, stored, strictness);
                    case STATUS -> admission.statusChanged(body, stored, strictness);
                };
        if (part == Part.SPEC) {
            gate.require(kind, wanted.resource(), Optional.of(stored));
        }
        Resource<S, T> written =
                switch (part) {
                    case SPEC -> target.update(kind, wanted.resource());
                    case STATUS -> target.replaceStatus(kind, wanted.resource());
                };
        return new Answer(200, codec.tree(written), wanted.warnings());
    }

    Answer patch(ResourceKey key, Part part, Patch patch, WriteOptions options) {
        KindPatches<S, T> patches = new KindPatches<>(kind, registry, codec, this);
        return switch (patch) {
            case Patch.Configuration configuration -> patches.apply(key, part, configuration.manifest(), options);
            case Patch.Merge merge -> patches.patch(key, part, merge, options);
            case Patch.Operations operations -> patches.patch(key, part, operations, options);
        };
    }

    /** Holds a configuration against the kind; answers what to warn of. */
    List<String> requireConfiguration(ObjectNode configuration, Strictness strictness) {
        return admission.configuration(configuration, strictness);
    }

    /** An apply of what is missing came as a patch, and was let in as one. */
    void requireCreate(ResourceKey key) {
        gate.requireCreate(kind, key);
    }

    Optional<Resource<S, T>> find(ResourceKey key) {
        return registry.find(kind, key);
    }

    Resource<S, T> stored(ResourceKey key) {
        return find(key).orElseThrow(() -> Failures.notFound(kind, key.name()));
    }

    /** The registry for a write that changes what it names. */
    Registry target(WriteOptions options) {
        return options.on(registry).as(new Claim.Update(options.manager()));
    }

    private static Strictness strictness(Manifest manifest, WriteOptions options) {
        return new Strictness(options.fieldValidation(), manifest.duplicates(), Optional.empty());
    }
}
