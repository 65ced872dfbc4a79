/**
 * Compose files: which networks and volumes docker compose would make of them, and under which names, as resources.
 *
 * <p>Read as compose-go reads them, as far as networks and volumes go. What cannot be told as a resource is named, with
 * the file and the path in it: nothing is dropped without a word. No I/O: what is read is given as text.
 */
@NullMarked
package dev.evenkeel.compose;

import org.jspecify.annotations.NullMarked;
