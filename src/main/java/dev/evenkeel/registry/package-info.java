/**
 * Resources at rest: the revision log (the port), the typed registry over it, the codec, the change feed.
 *
 * <p>Every write gets the next revision of one sequence and is compared with the revision it was made from. An
 * acknowledged write is on disk. {@code registry.sql} is the only place that knows SQL.
 */
@NullMarked
package dev.evenkeel.registry;

import org.jspecify.annotations.NullMarked;
