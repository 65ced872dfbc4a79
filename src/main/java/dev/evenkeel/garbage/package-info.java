/**
 * The garbage collector: what was made for something that is gone goes, too.
 *
 * <p>An owner is gone when the registry itself says that there is no such object. A registry that does not answer says
 * nothing.
 */
@NullMarked
package dev.evenkeel.garbage;

import org.jspecify.annotations.NullMarked;
