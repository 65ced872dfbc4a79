/** The way into network namespaces on this host: a process for each, which asks and ends. */
@NullMarked
package dev.evenkeel.network.probe;

import org.jspecify.annotations.NullMarked;
