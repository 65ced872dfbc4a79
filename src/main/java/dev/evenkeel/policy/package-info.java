/**
 * What may be asked of an engine's host: paths, interfaces, drivers, subnets. Pure rules over Docker's own words, asked
 * when a spec is written and again when a call is about to leave for the engine.
 */
@NullMarked
package dev.evenkeel.policy;

import org.jspecify.annotations.NullMarked;
