package dev.evenkeel.boot;

import dev.evenkeel.trace.OtlpTracing;
import dev.evenkeel.trace.Tracing;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Whether anything is traced. */
@Dependent
final class TraceWiring {

    private final EvenkeelConfig config;

    TraceWiring(EvenkeelConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Tracing tracing(Clock clock) {
        return config.traces()
                .endpoint()
                .<Tracing>map(collector -> OtlpTracing.to(collector, clock))
                .orElse(Tracing.OFF);
    }

    void close(@Disposes Tracing tracing) {
        tracing.close();
    }
}
