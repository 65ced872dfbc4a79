package dev.evenkeel.metrics;

import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.resource.RiskyUse.Feature;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** How often something was refused that reaches beyond the engine to its host. */
public final class PolicyMetrics implements PolicyListener {

    /** The label of what no switch allows. */
    private static final String NEVER = "never";

    private final MeterRegistry meters;
    private final Counter rejected;

    /** Registers everything at zero. */
    public PolicyMetrics(MeterRegistry meters, Collection<String> engines) {
        this.meters = meters;
        this.rejected = Rejections.counter(meters, "policy");
        for (String engine : engines) {
            Stream.of(Feature.values()).map(Enum::name).forEach(feature -> Stream.of(Stage.values())
                    .forEach(stage -> counter(engine, stage, feature)));
            counter(engine, Stage.engine, NEVER);
        }
    }

    @Override
    public void denied(String engine, Stage stage, Optional<Feature> feature) {
        counter(engine, stage, feature.map(Enum::name).orElse(NEVER)).increment();
    }

    @Override
    public void rejected() {
        rejected.increment();
    }

    private Counter counter(String engine, Stage stage, String feature) {
        return Counter.builder("evenkeel.policy.denied")
                .description("Uses of the engine's host that were refused.")
                .tag("engine", engine)
                .tag("stage", stage.name())
                .tag("feature", feature)
                .register(meters);
    }
}
