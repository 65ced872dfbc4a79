package dev.evenkeel.resource;

import java.util.Optional;

/** Works out a {@link View}. Changes nothing, has a deadline, and may be asked by several at once. */
@FunctionalInterface
public interface Viewer {

    /** The view of one resource, a record of the view's type; empty when there is no such resource. */
    Optional<? extends Record> view(ResourceKey key);
}
