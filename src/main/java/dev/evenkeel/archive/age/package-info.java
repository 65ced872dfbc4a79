/** Encryption to age recipients. The only place that knows the library. */
@NullMarked
package dev.evenkeel.archive.age;

import org.jspecify.annotations.NullMarked;
