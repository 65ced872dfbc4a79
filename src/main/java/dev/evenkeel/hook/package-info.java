/**
 * Hooks: commands that are run in containers before and after something is done to their volumes.
 *
 * <p>Whoever runs them writes down first that the later ones are owed: they are run whatever happens meanwhile, by
 * another process, too.
 */
@NullMarked
package dev.evenkeel.hook;

import org.jspecify.annotations.NullMarked;
