/**
 * Volume contents as tar: capture, verify, unpack, manifest, and the stores that keep them.
 *
 * <p>The bytes that were captured are the bytes that are kept: they are parsed on the side and never written anew.
 */
@NullMarked
package dev.evenkeel.archive;

import org.jspecify.annotations.NullMarked;
