/**
 * Keeping a volume still: who writes to it, how they are stopped or paused for a while, and how all of them run again,
 * whatever happens meanwhile.
 *
 * <p>Whoever opens a window writes down {@link dev.evenkeel.quiesce.Quiesced} first: it is all that is needed to close
 * it again, by another process, too.
 */
@NullMarked
package dev.evenkeel.quiesce;

import org.jspecify.annotations.NullMarked;
