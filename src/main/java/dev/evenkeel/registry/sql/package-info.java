/**
 * The revision log in a relational database: the only place that knows SQL, JDBC, Agroal and Flyway.
 *
 * <p>Embedded SQLite today. The statements are portable to PostgreSQL; what is SQLite's own is in the types named so.
 */
@NullMarked
package dev.evenkeel.registry.sql;

import org.jspecify.annotations.NullMarked;
