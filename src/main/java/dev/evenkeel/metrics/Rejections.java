package dev.evenkeel.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The one counter of refused requests that several rooms tell of. */
final class Rejections {

    private Rejections() {}

    static Counter counter(MeterRegistry meters, String reason) {
        return Counter.builder("evenkeel.api.rejected")
                .description("Requests that were refused whoever sent them.")
                .tag("reason", reason)
                .register(meters);
    }
}
