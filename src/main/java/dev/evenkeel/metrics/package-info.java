/**
 * Every meter of the program; the only room that imports Micrometer.
 *
 * <p>Everything exists at zero from the start. Label values come from enumerations and configuration; the one exception
 * are schedules, which are few. What is true of stored resources is read from the registry at scrape time, so that a
 * stale series is impossible and a restart changes nothing. docs/metrics.md lists all of it, and a test holds the two
 * together.
 */
@NullMarked
package dev.evenkeel.metrics;

import org.jspecify.annotations.NullMarked;
