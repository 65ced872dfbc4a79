package dev.evenkeel.network;

import java.util.Map;

/**
 * What was learnt from inside one container's network namespace.
 *
 * @param hindrance why nothing could be asked from there; empty when it could
 * @param lost whether the namespace has none of the addresses that the engine says it has
 * @param answers those that came in time
 */
public record ProbeReport(String hindrance, boolean lost, Map<ProbeQuestion, ProbeAnswer> answers) {

    public ProbeReport {
        answers = Map.copyOf(answers);
    }

    public static ProbeReport none(String hindrance) {
        return new ProbeReport(hindrance, false, Map.of());
    }
}
