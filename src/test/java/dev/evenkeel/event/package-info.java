/** What is told, how often, and for how long it is known. */
@NullMarked
package dev.evenkeel.event;

import org.jspecify.annotations.NullMarked;
