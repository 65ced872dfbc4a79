/**
 * The fields of a resource: the schema of a kind, read from its records, and who owns which field.
 *
 * <p>One schema serves everything that must know the shape of a kind: the strict check of what clients send, OpenAPI,
 * and server-side apply.
 */
@NullMarked
package dev.evenkeel.fields;

import org.jspecify.annotations.NullMarked;
