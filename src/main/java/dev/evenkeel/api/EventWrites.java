package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.event.Events;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredList;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.Violation;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How clients record events. What they say is kept as it comes, because their recorders expect it back; only the
 * fields of an Event are, and only so much.
 */
@Singleton
public final class EventWrites {

    /** Of one event, as JSON. An event is a note, not a place to keep things. */
    static final int BYTES_MAX = 16 * 1024;

    /** How often a patch without a resourceVersion is applied anew because somebody wrote the event meanwhile. */
    private static final int ATTEMPTS_MAX = 20;

    private static final ResourceType TYPE = EventTypes.EVENTS;

    private static final Set<String> FIELDS = Set.of(
            "apiVersion",
            "kind",
            "metadata",
            "involvedObject",
            "related",
            "reason",
            "message",
            "type",
            "action",
            "count",
            "series",
            "source",
            "firstTimestamp",
            "lastTimestamp",
            "eventTime",
            "reportingComponent",
            "reportingInstance");

    private final Events events;
    private final RevisionLog log;
    private final StoredObjects objects;
    private final NameSuffixes suffixes;

    public EventWrites(Events events, RevisionLog log, StoredObjects objects, NameSuffixes suffixes) {
        this.events = events;
        this.log = log;
        this.objects = objects;
        this.suffixes = suffixes;
    }

    Answer create(String namespace, ObjectNode body, WriteOptions options) {
        ObjectNode metadata = body.withObject("/metadata");
        String prefix = metadata.path("generateName").asText();
        if (metadata.path("name").asText().isEmpty() && !prefix.isEmpty()) {
            metadata.put("name", prefix + suffixes.next());
        }
        ResourceKey key =
                new ResourceKey(TYPE.kind(), namespace, metadata.path("name").asText());
        ObjectNode event = admitted(key, body);
        if (options.dryRun()) {
            if (log.get(key).isPresent()) {
                throw new RegistryException.AlreadyExists(key);
            }
            return new Answer(201, event, List.of());
        }
        return new Answer(201, events.create(key, event), List.of());
    }

    Answer replace(ResourceKey key, ObjectNode body, WriteOptions options) {
        return Answer.ok(write(stored(key), body, options));
    }

    Answer patch(ResourceKey key, ObjectNode patch, WriteOptions options) {
        boolean precondition = patch.path("metadata").hasNonNull("resourceVersion");
        for (int attempt = 1; ; attempt++) {
            StoredObject stored = stored(key);
            try {
                return Answer.ok(write(stored, MergePatch.apply(objects.tree(stored), patch), options));
            } catch (RegistryException.Conflict raced) {
                if (precondition || attempt == ATTEMPTS_MAX) {
                    throw raced;
                }
            }
        }
    }

    Answer delete(ResourceKey key, DeleteOptions deletion, WriteOptions options) {
        ObjectNode gone = remove(stored(key), deletion, options);
        return Answer.of(StatusBody.success(new StatusBody.Details(
                key.name(),
                TYPE.group(),
                TYPE.plural(),
                gone.at("/metadata/uid").asText(),
                List.of())));
    }

    Answer deleteAll(String namespace, Selection selection, DeleteOptions deletion, WriteOptions options) {
        StoredList all = log.list(TYPE.kind(), Optional.of(namespace));
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", TYPE.kind() + "List").put("apiVersion", TYPE.apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(all.revision()));
        ArrayNode items = list.putArray("items");
        all.items().stream()
                .filter(stored -> selection.matches(objects.tree(stored)))
                .forEach(stored -> items.add(remove(stored, deletion, options)));
        return Answer.ok(list);
    }

    private ObjectNode remove(StoredObject stored, DeleteOptions deletion, WriteOptions options) {
        ObjectNode event = objects.tree(stored);
        JsonNode metadata = event.path("metadata");
        boolean meant = deletion.deletion()
                        .uid()
                        .map(metadata.path("uid").asText()::equals)
                        .orElse(true)
                && deletion.deletion()
                        .resourceVersion()
                        .map(metadata.path("resourceVersion").asText()::equals)
                        .orElse(true);
        if (!meant) {
            throw new RegistryException.Conflict(stored.key());
        }
        if (!options.dryRun()) {
            log.delete(stored.key(), stored.revision(), stored.json());
        }
        return event;
    }

    private ObjectNode write(StoredObject stored, ObjectNode wanted, WriteOptions options) {
        ObjectNode event = admitted(stored.key(), wanted);
        ObjectNode metadata = event.withObject("/metadata");
        JsonNode before = objects.tree(stored).path("metadata");
        String version = wanted.at("/metadata/resourceVersion").asText();
        if (!version.isEmpty() && !version.equals(Long.toString(stored.revision()))) {
            throw new RegistryException.Conflict(stored.key());
        }
        for (String field : List.of("uid", "creationTimestamp")) {
            metadata.set(field, before.path(field));
        }
        long revision = stored.revision();
        if (!options.dryRun() && !event.toString().equals(stored.json())) {
            revision = log.update(stored.key(), revision, event.toString());
        }
        metadata.put("resourceVersion", Long.toString(revision));
        return event;
    }

    /** What of {@code body} may be stored under {@code key}, without its revision. */
    private static ObjectNode admitted(ResourceKey key, ObjectNode body) {
        ObjectNode event = body.deepCopy().retain(FIELDS);
        event.put("apiVersion", TYPE.apiVersion()).put("kind", TYPE.kind());
        List<Violation> violations = new ArrayList<>();
        if (key.name().isEmpty()) {
            violations.add(Violation.required("metadata.name", "name or generateName is required"));
        }
        String about = event.at("/involvedObject/namespace").asText();
        if (!about.equals(key.namespace())) {
            violations.add(Violation.invalid("involvedObject.namespace", about, "does not match event.namespace"));
        }
        if (event.toString().getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            violations.add(Violation.tooLong("", "may not be more than " + BYTES_MAX + " bytes"));
        }
        if (!violations.isEmpty()) {
            throw Failures.invalid(TYPE, key.name(), violations);
        }
        ObjectNode metadata = event.withObject("/metadata");
        metadata.remove(List.of("resourceVersion", "managedFields", "selfLink"));
        metadata.put("name", key.name()).put("namespace", key.namespace());
        return event;
    }

    private StoredObject stored(ResourceKey key) {
        return log.get(key).orElseThrow(() -> Failures.notFound(TYPE, key.name()));
    }
}
