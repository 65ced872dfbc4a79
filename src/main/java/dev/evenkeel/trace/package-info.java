/**
 * Traces: one story from a request to the calls of the engine that it leads to. The only room that knows OpenTelemetry.
 * Off, it does nothing and stands in nobody's way.
 */
@NullMarked
package dev.evenkeel.trace;

import org.jspecify.annotations.NullMarked;
