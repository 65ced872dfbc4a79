/**
 * The probes. Alive means that the loop turns; an engine or a database that is down is no reason to restart us. Ready
 * means that requests can be answered.
 */
@NullMarked
package dev.evenkeel.health;

import org.jspecify.annotations.NullMarked;
