/**
 * The Docker Engine as a port: one method per API call, our own records, a sealed failure family.
 *
 * <p>Nothing here decides anything. {@code engine.docker} is the only place that knows how the calls travel.
 */
@NullMarked
package dev.evenkeel.engine;

import org.jspecify.annotations.NullMarked;
