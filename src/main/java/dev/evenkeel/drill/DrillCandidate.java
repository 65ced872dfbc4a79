package dev.evenkeel.drill;

/** The newest good archive of a volume: what there is to drill. */
public record DrillCandidate(String volume, String backup) {}
