/**
 * Backup: one run, that archives volumes into a store.
 *
 * <p>A run begins at most a few times and ends once: {@code Succeeded} means that every byte of every volume is in the
 * store. Whatever falls short of that has another name.
 */
@NullMarked
package dev.evenkeel.backup;

import org.jspecify.annotations.NullMarked;
