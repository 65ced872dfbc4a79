package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.StoredList;
import dev.evenkeel.registry.StoredObject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * How objects of any type are looked at: one by one, as a list, as a watch. An endpoint says of which type and which
 * namespace; everything else comes from the request.
 */
@Singleton
public final class Reads {

    private static final String TOO_OLD =
            "The provided continue parameter is too old to display a consistent list result."
                    + " You can start a new list without the continue parameter.";

    private final StoredObjects objects;
    private final Watches watches;
    private final Rendering rendering;

    public Reads(StoredObjects objects, Watches watches, Rendering rendering) {
        this.objects = objects;
        this.watches = watches;
        this.rendering = rendering;
    }

    /** @throws Failure 404 when there is none */
    Response get(Call call, ResourceType type, String namespace, String name) {
        StoredObject object = objects.find(type, namespace, name).orElseThrow(() -> Failures.notFound(type, name));
        return rendering.render(call, Answer.ok(objects.tree(object)));
    }

    /** A list or, with {@code ?watch}, a watch: an answer that does not end by itself. */
    Response list(Call call, ResourceType type, Optional<String> namespace) {
        if (call.flag("watch")) {
            return watches.start(call, type, namespace);
        }
        return rendering.render(call, Answer.ok(listed(call, type, namespace)));
    }

    private ObjectNode listed(Call call, ResourceType type, Optional<String> namespace) {
        Selection selection = Selection.of(call, type);
        ListOptions options = ListOptions.of(call, type, namespace);
        StoredList snapshot = snapshot(type, namespace, options);
        List<StoredObject> rest =
                options.page().map(page -> after(page, snapshot.items())).orElse(snapshot.items());
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
        ObjectNode metadata = list.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(snapshot.revision()));
        ArrayNode items = list.putArray("items");
        for (int i = 0; i < rest.size(); i++) {
            if (options.limit() > 0 && items.size() == options.limit()) {
                StoredObject last = rest.get(i - 1);
                PageToken next = new PageToken(
                        snapshot.revision(),
                        PageToken.list(type, namespace),
                        last.key().namespace(),
                        last.key().name());
                metadata.put("continue", next.text());
                if (selection.everything()) {
                    metadata.put("remainingItemCount", rest.size() - i);
                }
                break;
            }
            ObjectNode tree = objects.tree(rest.get(i));
            if (selection.matches(tree)) {
                items.add(tree);
            }
        }
        return list;
    }

    private StoredList snapshot(ResourceType type, Optional<String> namespace, ListOptions options) {
        if (options.page().isPresent()) {
            try {
                return objects.list(type, namespace, known(options.page().get().revision()));
            } catch (RegistryException.Compacted old) {
                throw Failures.expired(TOO_OLD);
            }
        }
        long asked = known(options.revision().orElse(0L));
        return options.exact() ? objects.list(type, namespace, asked) : objects.list(type, namespace);
    }

    /** @throws Failure 504 when there has been no such revision yet */
    private long known(long revision) {
        long newest = objects.revision();
        if (revision > newest) {
            throw Failures.revisionTooLarge(revision, newest);
        }
        return revision;
    }

    private static List<StoredObject> after(PageToken page, List<StoredObject> items) {
        return items.stream()
                .filter(item -> item.key().namespace().compareTo(page.namespace()) > 0
                        || item.key().namespace().equals(page.namespace())
                                && item.key().name().compareTo(page.name()) > 0)
                .toList();
    }
}
