/**
 * Restore drills: now and then the newest archive of a volume is restored beside it, compared, and thrown away.
 *
 * <p>A drill is a Restore like any other, into a scratch volume. What is here decides when there is one, remembers what
 * came of it, and clears up; it never touches what was backed up.
 */
@NullMarked
package dev.evenkeel.drill;

import org.jspecify.annotations.NullMarked;
