/** What stands between the lines that are written and those that are printed. */
@NullMarked
package dev.evenkeel.boot.log;

import org.jspecify.annotations.NullMarked;
