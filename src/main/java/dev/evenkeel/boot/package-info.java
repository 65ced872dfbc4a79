/**
 * The composition root: configuration, wiring, start and stop order.
 *
 * <p>The only room that makes threads and reads clocks. Reading {@link Wiring} tells who calls whom.
 */
@NullMarked
package dev.evenkeel.boot;

import org.jspecify.annotations.NullMarked;
