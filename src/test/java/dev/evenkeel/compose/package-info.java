/** Compose files of every kind, read as docker compose reads them. */
@NullMarked
package dev.evenkeel.compose;

import org.jspecify.annotations.NullMarked;
