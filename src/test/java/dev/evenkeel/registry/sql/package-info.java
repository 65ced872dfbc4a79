/** The promises that are the database's own: durability, settings, schema. */
@NullMarked
package dev.evenkeel.registry.sql;

import org.jspecify.annotations.NullMarked;
