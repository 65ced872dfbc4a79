/**
 * The engine port over HTTP.
 *
 * <p>Of docker-java only the transport is used, and JSON goes straight into our own records: its typed network model
 * has no auxiliary addresses, no IPAM options, no gateway priority and no driver options of endpoints.
 */
@NullMarked
package dev.evenkeel.engine.docker;

import org.jspecify.annotations.NullMarked;
