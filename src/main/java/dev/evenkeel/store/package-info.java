/**
 * BackupStore: a place that keeps archives, for the Backups of all engines.
 *
 * <p>A store that cannot be reached is never an empty one: what is known of it stays, and whoever needs it waits.
 */
@NullMarked
package dev.evenkeel.store;

import org.jspecify.annotations.NullMarked;
