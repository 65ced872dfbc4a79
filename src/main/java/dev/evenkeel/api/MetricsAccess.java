package dev.evenkeel.api;

/**
 * Who may read metrics.
 *
 * @param guarded whether it takes a role; otherwise everybody may who reaches the port
 */
public record MetricsAccess(boolean guarded) {}
