/**
 * Everything about kind Volume, from spec to status.
 *
 * <p>The one invariant: a volume that exists is never re-created, because it holds data. If it differs, that is said.
 */
@NullMarked
package dev.evenkeel.volume;

import org.jspecify.annotations.NullMarked;
