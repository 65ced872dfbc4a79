/** Archives in a folder of this machine. */
@NullMarked
package dev.evenkeel.archive.local;

import org.jspecify.annotations.NullMarked;
