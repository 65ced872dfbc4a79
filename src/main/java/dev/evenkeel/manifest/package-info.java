/**
 * Manifests: resources as people write them, held against the schema and the rules of their kinds; and resources as
 * text that people can go on with.
 */
@NullMarked
package dev.evenkeel.manifest;

import org.jspecify.annotations.NullMarked;
