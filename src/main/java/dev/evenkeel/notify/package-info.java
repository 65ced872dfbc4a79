/** Notifications: whoever wants to be told by webhook is told what went wrong and what is well again, once. */
@NullMarked
package dev.evenkeel.notify;

import org.jspecify.annotations.NullMarked;
