/**
 * Who may do what: callers and how they prove who they are, roles, tokens, certificates, and the audit log.
 *
 * <p>{@code access.pki} is the only place that knows how certificates are made.
 */
@NullMarked
package dev.evenkeel.access;

import org.jspecify.annotations.NullMarked;
