/** What goes with its owner, and what stays. */
@NullMarked
package dev.evenkeel.garbage;

import org.jspecify.annotations.NullMarked;
