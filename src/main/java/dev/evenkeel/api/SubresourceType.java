package dev.evenkeel.api;

import dev.evenkeel.resource.View;
import java.util.List;

/**
 * A part or a view of objects of a type that has a path of its own.
 *
 * @param name the last segment of the path
 * @param kind of what is there
 */
record SubresourceType(String name, String kind, List<String> verbs) {

    SubresourceType {
        verbs = List.copyOf(verbs);
    }

    static SubresourceType status(String kind) {
        return new SubresourceType(Part.STATUS.subresource(), kind, List.of("get", "patch", "update"));
    }

    static SubresourceType of(View view) {
        return new SubresourceType(view.name(), view.kind(), List.of("get"));
    }
}
