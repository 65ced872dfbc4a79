package dev.evenkeel.api;

import dev.evenkeel.api.Representation.Format;
import dev.evenkeel.api.Representation.Shape;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client wants to be told.
 *
 * @param shape of the objects in the events
 * @param include what goes into a table beside its rows
 * @param revision after which changes are told
 * @param state whether the present state is told first, and instead of what was before
 * @param stateEnd whether the end of the present state is marked by a bookmark
 * @param bookmarks whether the client wants to be told from time to time how far it is
 */
record WatchRequest(
        ResourceType type,
        Optional<String> namespace,
        Selection selection,
        Shape shape,
        Presentation.Include include,
        Optional<Long> revision,
        boolean state,
        boolean stateEnd,
        boolean bookmarks,
        Duration timeout) {

    private static final String MATCH = "resourceVersionMatch";

    /** @throws Failure 400, 406 or 422 when the parameters make no sense */
    static WatchRequest of(Call call, ResourceType type, Optional<String> namespace, WatchSettings settings) {
        Representation wanted = Representation.of(call)
                .filter(accepted -> accepted.format() == Format.JSON)
                .orElseThrow(() -> Failures.notAcceptable(List.of(MediaTypes.JSON)));
        Optional<Long> revision = ListOptions.revision(call);
        boolean named = revision.filter(asked -> asked > 0).isPresent();
        boolean decided = call.query("sendInitialEvents").isPresent();
        boolean initialEvents = call.flag("sendInitialEvents");
        requireMatch(ListOptions.text(call, MATCH), decided);
        boolean bookmarks = call.flag("allowWatchBookmarks");
        return new WatchRequest(
                type,
                namespace,
                Selection.of(call, type),
                wanted.shape(),
                Presentation.Include.of(call),
                revision.filter(asked -> asked > 0),
                decided ? initialEvents : !named,
                initialEvents && bookmarks,
                bookmarks,
                ListOptions.text(call, "timeoutSeconds")
                        .map(text -> Duration.ofSeconds(ListOptions.number("timeoutSeconds", text)))
                        .filter(Duration::isPositive)
                        .map(asked ->
                                asked.compareTo(WatchSettings.TIMEOUT_MAX) > 0 ? WatchSettings.TIMEOUT_MAX : asked)
                        .orElseGet(settings.timeout()));
    }

    boolean concerns(StoredObject object) {
        return namespace.map(object.key().namespace()::equals).orElse(true);
    }

    private static void requireMatch(Optional<String> match, boolean decided) {
        if (decided && !match.equals(Optional.of("NotOlderThan"))) {
            throw ListOptions.invalid(Violation.forbidden(
                    MATCH, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        }
        if (!decided && match.isPresent()) {
            throw ListOptions.invalid(Violation.forbidden(
                    MATCH, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        }
    }
}
