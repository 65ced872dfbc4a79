/** Cron lines, and the times on the wall that they stand for: when something begins, and for how long it may go on. */
@NullMarked
package dev.evenkeel.cron;

import org.jspecify.annotations.NullMarked;
