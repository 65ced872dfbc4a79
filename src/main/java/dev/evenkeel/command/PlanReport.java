package dev.evenkeel.command;

import dev.evenkeel.resource.Forecast;
import dev.evenkeel.resource.Forecast.Verdict;
import dev.evenkeel.resource.ResourceKey;
import java.util.List;

/**
 * What a dry run found out.
 *
 * @param forecasts in the order in which they were asked for
 * @param unknown what could not be found out
 * @param notPlanned what is of a kind that changes nothing on an engine by itself
 */
record PlanReport(List<Forecast> forecasts, List<Unknown> unknown, List<ResourceKey> notPlanned) {

    /** Something that the engine did not tell: that is no "nothing would change". */
    record Unknown(ResourceKey key, String why) {}

    PlanReport {
        forecasts = List.copyOf(forecasts);
        unknown = List.copyOf(unknown);
        notPlanned = List.copyOf(notPlanned);
    }

    boolean changes() {
        return forecasts.stream().anyMatch(forecast -> !forecast.inSync());
    }

    long count(Verdict verdict) {
        return forecasts.stream()
                .filter(forecast -> forecast.verdict() == verdict)
                .count();
    }
}
