/** What the registry promises, held against the embedded database, with and without violence. */
@NullMarked
package dev.evenkeel.registry;

import org.jspecify.annotations.NullMarked;
