/**
 * The revision log in a relational database: the only place that knows SQL, JDBC, Agroal and Flyway.
 *
 * <p>The statements are those that SQLite and PostgreSQL share; what is one's own is in the types named so.
 */
@NullMarked
package dev.evenkeel.registry.sql;

import org.jspecify.annotations.NullMarked;
