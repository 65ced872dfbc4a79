/**
 * REST: one generic endpoint for all kinds, discovery, and errors as Kubernetes {@code Status} objects.
 *
 * <p>A write goes {@code BodyReader} → {@code Admission} (identity, shape, rules) → {@code Registry}; every answer goes
 * through {@code Rendering}. Adding a kind needs nothing here.
 */
@NullMarked
package dev.evenkeel.api;

import org.jspecify.annotations.NullMarked;
