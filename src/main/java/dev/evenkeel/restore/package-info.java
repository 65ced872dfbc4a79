/**
 * Restore: an archive becomes a volume again.
 *
 * <p>Nothing is written before the archive is proven, nothing that exists is written to, and what was written is read
 * back and compared before it counts.
 */
@NullMarked
package dev.evenkeel.restore;

import org.jspecify.annotations.NullMarked;
