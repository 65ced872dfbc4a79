/**
 * Every meter of the program; the only room that imports Micrometer.
 *
 * <p>Everything exists at zero from the start. Label values come from enumerations and configuration; single resources
 * have series in limited number. What is true of stored resources is worked out at each scrape ({@code ...Metrics} that
 * are collectors, of {@code Seen...} that a {@link dev.evenkeel.metrics.Stock} keeps), so that a stale series is
 * impossible and a restart changes nothing. docs/metrics.md lists all of it, and a test holds the two together.
 */
@NullMarked
package dev.evenkeel.metrics;

import org.jspecify.annotations.NullMarked;
