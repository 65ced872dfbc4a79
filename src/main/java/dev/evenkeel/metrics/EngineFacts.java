package dev.evenkeel.metrics;

import dev.evenkeel.engine.EngineStates;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;

/** What engines say they are; they may say something else after each connection. */
public final class EngineFacts extends Collector {

    private final EngineStates states;

    public EngineFacts(EngineStates states) {
        this.states = states;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily engines = new GaugeMetricFamily(
                "evenkeel_engine_info",
                "1, with what an engine says it is as labels.",
                List.of("engine", "version", "api_version"));
        states.all().forEach(state -> state.version()
                .ifPresent(version ->
                        engines.addMetric(List.of(state.engine(), version.version(), version.apiVersion()), 1)));
        return List.of(engines);
    }
}
