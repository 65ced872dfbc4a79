/**
 * The loop: work queue, backoff, controller, outcome, listener.
 *
 * <p>The queue carries keys and nothing else. A key is handled by one worker at a time; a key added while it is being
 * handled is handled once more afterwards; a key added twice before it is handled is handled once.
 */
@NullMarked
package dev.evenkeel.control;

import org.jspecify.annotations.NullMarked;
