package dev.evenkeel.metrics;

import dev.evenkeel.access.AuditEvent;
import dev.evenkeel.access.AuditListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** What the guard of the API refused, and whether it can write that down. */
public final class AccessMetrics implements AuditListener {

    private final Map<Integer, Counter> denied;
    private final Counter errors;
    private final Counter written;

    private final AtomicInteger open = new AtomicInteger();

    public AccessMetrics(MeterRegistry meters) {
        denied = AuditEvent.DENIALS.stream()
                .collect(Collectors.toUnmodifiableMap(code -> code, code -> Counter.builder("evenkeel.api.denied")
                        .description("Requests that were not allowed")
                        .tag("code", Integer.toString(code))
                        .register(meters)));
        written = Counter.builder("evenkeel.audit.events")
                .description("Audit lines that were written.")
                .tag("level", AuditEvent.LEVEL)
                .register(meters);
        errors = Counter.builder("evenkeel.audit.write.errors")
                .description("Audit lines that could not be written")
                .register(meters);
        Gauge.builder("evenkeel.insecure.no.auth", open::get)
                .description("Whether nobody has to prove who he is")
                .register(meters);
    }

    /** Whether everybody is let in. */
    public void tellOpen(boolean everybody) {
        open.set(everybody ? 1 : 0);
    }

    @Override
    public void denied(int code) {
        denied.get(code).increment();
    }

    @Override
    public void written(String level) {
        written.increment();
    }

    @Override
    public void lost() {
        errors.increment();
    }
}
