package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.StoredObject;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the events of watches, each a line of JSON. What many clients are told alike is written once. */
@Singleton
public final class WatchFrames {

    /** How many changes are remembered as they were written, for the clients that come to them a little later. */
    private static final int REMEMBERED_MAX = 64;

    private static final String BOOKMARK = "BOOKMARK";

    private final StoredObjects objects;
    private final Presentation presentation;
    private final Map<Long, Seen> remembered = new LinkedHashMap<>();

    public WatchFrames(StoredObjects objects, Presentation presentation) {
        this.objects = objects;
        this.presentation = presentation;
    }

    /**
     * What a client is told of a change; nothing when none of the objects that it selects is involved. An object that
     * does not match any more is deleted for it, with the contents it knows; one that matches from now on is added.
     *
     * @param first whether this is the first event of the watch
     */
    Optional<Buffer> change(WatchRequest request, LoggedChange change, boolean first) {
        if (!request.concerns(change.object())) {
            return Optional.empty();
        }
        Seen seen = seen(change);
        boolean before = seen.before().filter(request.selection()::matches).isPresent();
        boolean now = change.type() != LoggedChange.Type.DELETED
                && request.selection().matches(seen.now());
        if (!before && !now) {
            return Optional.empty();
        }
        LoggedChange.Type type =
                before && now ? LoggedChange.Type.MODIFIED : now ? LoggedChange.Type.ADDED : LoggedChange.Type.DELETED;
        boolean left = type == LoggedChange.Type.DELETED && change.type() != LoggedChange.Type.DELETED;
        return Optional.of(seen.frame(new Form(type, request.shape(), request.include(), first), left));
    }

    /** What a client is told of an object that is there already; nothing when it does not select it. */
    Optional<Buffer> present(WatchRequest request, StoredObject object, boolean first) {
        ObjectNode tree = objects.tree(object);
        return request.selection().matches(tree)
                ? Optional.of(frame(new Form(LoggedChange.Type.ADDED, request.shape(), request.include(), first), tree))
                : Optional.empty();
    }

    /** Tells a client that it knows everything up to {@code revision}. */
    Buffer bookmark(WatchRequest request, long revision, boolean stateEnd, boolean first) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("kind", request.type().kind())
                .put("apiVersion", request.type().apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(revision));
        if (stateEnd) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        return line(BOOKMARK, shaped(object, request.shape(), request.include(), first));
    }

    static Buffer error(StatusBody status) {
        return line("ERROR", status.tree());
    }

    private Buffer frame(Form form, ObjectNode object) {
        return line(form.type().name(), shaped(object, form.shape(), form.include(), form.first()));
    }

    /** Only the first table of a watch says what its columns are. */
    private ObjectNode shaped(
            ObjectNode object, Representation.Shape shape, Presentation.Include include, boolean first) {
        ObjectNode shaped = presentation.present(object, shape, include);
        if (shape == Representation.Shape.TABLE && !first) {
            shaped.putNull("columnDefinitions");
        }
        return shaped;
    }

    private static Buffer line(String type, ObjectNode object) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
        event.set("object", object);
        return Buffer.buffer(event.toString()).appendByte((byte) '\n');
    }

    private synchronized Seen seen(LoggedChange change) {
        Seen seen = remembered.computeIfAbsent(change.revision(), revision -> new Seen(change));
        if (remembered.size() > REMEMBERED_MAX) {
            remembered.remove(remembered.keySet().iterator().next());
        }
        return seen;
    }

    private record Form(
            LoggedChange.Type type, Representation.Shape shape, Presentation.Include include, boolean first) {}

    /** A change in all the forms in which somebody wanted it so far. */
    private final class Seen {

        private final LoggedChange change;
        private final ObjectNode now;
        private final Optional<ObjectNode> before;
        private final Map<Form, Buffer> frames = new LinkedHashMap<>();

        Seen(LoggedChange change) {
            this.change = change;
            this.now = objects.tree(change.object());
            this.before = change.previous().map(objects::tree);
        }

        ObjectNode now() {
            return now;
        }

        Optional<ObjectNode> before() {
            return before;
        }

        /** @param left whether the object is still there but was lost from sight: then it is shown as it was before */
        synchronized Buffer frame(Form form, boolean left) {
            return frames.computeIfAbsent(form, any -> WatchFrames.this.frame(any, left ? last() : now));
        }

        private ObjectNode last() {
            StoredObject known = change.previous().orElseThrow();
            return objects.tree(new StoredObject(known.key(), change.revision(), known.json()));
        }
    }
}
