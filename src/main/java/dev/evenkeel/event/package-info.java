/** Events: what happened to a resource, told once and counted, kept for a while. */
@NullMarked
package dev.evenkeel.event;

import org.jspecify.annotations.NullMarked;
