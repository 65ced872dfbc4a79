package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.fields.Claim;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How the resources of one kind are written by those who do not send the whole of it. */
final class KindPatches<S, T> {

    /** How often a patch without a resourceVersion is applied anew because somebody wrote the object meanwhile. */
    private static final int ATTEMPTS_MAX = 20;

    private static final List<String> IMMUTABLE = List.of("uid", "deletionTimestamp");

    private final ResourceKind<S, T> kind;
    private final Registry registry;
    private final ResourceCodec codec;
    private final KindWrites<S, T> writes;

    KindPatches(ResourceKind<S, T> kind, Registry registry, ResourceCodec codec, KindWrites<S, T> writes) {
        this.kind = kind;
        this.registry = registry;
        this.codec = codec;
        this.writes = writes;
    }

    Answer patch(ResourceKey key, Part part, Patch.Merge patch, WriteOptions options) {
        ObjectNode changes = patch.changes().tree();
        List<String> duplicates = patch.changes().duplicates();
        Strictness strictness = new Strictness(options.fieldValidation(), duplicates, Optional.of(changes.toString()));
        options.requireNoApply();
        return untilWritten(() -> {
            Resource<S, T> stored = writes.stored(key);
            return change(part, MergePatch.apply(codec.tree(stored), changes), stored, strictness, options);
        });
    }

    Answer patch(ResourceKey key, Part part, Patch.Operations patch, WriteOptions options) {
        String text = patch.operations().toString();
        Strictness strictness = new Strictness(options.fieldValidation(), List.of(), Optional.of(text));
        options.requireNoApply();
        return untilWritten(() -> {
            Resource<S, T> stored = writes.stored(key);
            ObjectNode patched = JsonPatchOperations.apply(codec.tree(stored), patch.operations());
            return change(part, patched, stored, strictness, options);
        });
    }

    /** Server-side apply. Of a configuration for spec and metadata the status is ignored, and the other way round. */
    Answer apply(ResourceKey key, Part part, Manifest manifest, WriteOptions options) {
        options.requireApply();
        ObjectNode configuration = manifest.tree();
        new ManifestIdentity(kind).require(configuration, key.namespace(), key.name());
        if (!configuration.path("metadata").path("managedFields").isEmpty()) {
            throw Failures.badRequest("metadata.managedFields must be nil");
        }
        removeNulls(configuration);
        restrict(configuration, part);
        Strictness strictness = new Strictness(options.fieldValidation(), manifest.duplicates(), Optional.empty());
        List<String> warnings = writes.requireConfiguration(configuration, strictness);
        Claim.Apply claim = new Claim.Apply(
                options.manager(), configuration, options.force().orElse(false));
        Answer answer = untilWritten(() -> apply(key, part, claim, options));
        return new Answer(
                answer.code(),
                answer.body(),
                Stream.concat(warnings.stream(), answer.warnings().stream()).toList());
    }

    private Answer apply(ResourceKey key, Part part, Claim.Apply claim, WriteOptions options) {
        Registry target = options.on(registry).as(claim);
        String version =
                claim.configuration().path("metadata").path("resourceVersion").asText();
        Optional<Resource<S, T>> found = writes.find(key);
        if (found.isEmpty() && part == Part.SPEC && version.isEmpty()) {
            writes.requireCreate(key);
            return writes.create(claim.configuration().deepCopy(), Strictness.NONE, target);
        }
        Resource<S, T> stored = found.orElseThrow(() -> Failures.notFound(kind, key.name()));
        ObjectNode merged = registry.applied(kind, stored, claim, part.subresource());
        return change(part, merged, stored, Strictness.NONE, target);
    }

    private Answer change(
            Part part, ObjectNode body, Resource<S, T> stored, Strictness strictness, WriteOptions options) {
        requireImmutable(body, codec.tree(stored));
        return change(part, body, stored, strictness, writes.target(options));
    }

    /** A version that a patch names is the only one that it is good for, however often it is tried. */
    private Answer change(Part part, ObjectNode body, Resource<S, T> stored, Strictness strictness, Registry target) {
        String expected = stored.metadata().resourceVersion();
        if (body.path("metadata") instanceof ObjectNode metadata) {
            String version = metadata.path("resourceVersion").asText();
            if (version.isEmpty()) {
                metadata.put("resourceVersion", expected);
            } else if (!version.equals(expected)) {
                throw Failures.conflict(kind, stored.metadata().name());
            }
        }
        return writes.change(part, body, stored, strictness, target);
    }

    private void requireImmutable(ObjectNode body, ObjectNode stored) {
        List<Violation> violations = new ArrayList<>();
        for (String field : IMMUTABLE) {
            String value = body.path("metadata").path(field).asText();
            if (!value.equals(stored.path("metadata").path(field).asText())) {
                violations.add(Violation.invalid("metadata." + field, value, "field is immutable"));
            }
        }
        if (!violations.isEmpty()) {
            throw Failures.invalid(kind, stored.path("metadata").path("name").asText(), violations);
        }
    }

    /** A lost race is run again: what a patch says is right whatever others wrote meanwhile. */
    private static Answer untilWritten(Supplier<Answer> attempt) {
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.get();
            } catch (RegistryException.Conflict | RegistryException.AlreadyExists raced) {
                if (attempts == ATTEMPTS_MAX) {
                    throw raced;
                }
            }
        }
    }

    private static void restrict(ObjectNode configuration, Part part) {
        switch (part) {
            case SPEC -> configuration.remove("status");
            case STATUS -> {
                configuration.remove("spec");
                ObjectNode metadata = (ObjectNode) configuration.get("metadata");
                metadata.retain("name", "namespace", "uid", "resourceVersion");
            }
        }
    }

    /** To say null is to say nothing. */
    private static void removeNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(KindPatches::removeNulls);
    }
}
