/** The API's parts by themselves, and the whole of it over HTTP with a kind made for tests. */
@NullMarked
package dev.evenkeel.api;

import org.jspecify.annotations.NullMarked;
