/**
 * The vocabulary: key, metadata, the generic resource, kinds, conditions, violations; and the port by which any room
 * tells what it did.
 *
 * <p>No I/O, no framework, no other room. Everything here is an immutable value, or a pure function of values.
 */
@NullMarked
package dev.evenkeel.resource;

import org.jspecify.annotations.NullMarked;
