package dev.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.EngineCalls;
import dev.evenkeel.engine.EngineOperation;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How requests to an engine are counted, and what their answers tell of its clock. */
final class EngineCallMetricsTest {

    private final MetricsWorld world = new MetricsWorld();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanoTime = new AtomicLong();
    private final EngineCallMetrics metrics = new EngineCallMetrics(meters, "default", world, nanoTime::get);

    @Test
    void everyRequestIsCountedByWhatBecameOfIt() {
        EngineCalls.Call slow = metrics.begin(EngineOperation.network_create);
        assertThat(inFlight()).isEqualTo(1);
        nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
        slow.answered(201, Optional.empty());
        assertThat(inFlight()).isZero();
        metrics.begin(EngineOperation.network_create).answered(409, Optional.empty());
        metrics.begin(EngineOperation.network_create).answered(403, Optional.empty());
        metrics.begin(EngineOperation.network_create).answered(500, Optional.empty());
        metrics.begin(EngineOperation.network_create).failed(true);
        metrics.begin(EngineOperation.network_create).failed(false);
        for (String code : new String[] {"2xx", "409", "4xx", "5xx", "io", "timeout"}) {
            assertThat(timer(code).count()).as(code).isEqualTo(1);
        }
        assertThat(timer("404").count()).isZero();
        assertThat(timer("2xx").totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    /** The header has whole seconds: what it shows may be up to one second old. */
    @Test
    void aClockIsOffOnlyByWhatItsHeaderCannotExplain() {
        assertThat(meters.find("evenkeel.engine.clock.skew").gauge()).isNull();
        assertThat(skewAfter(MetricsWorld.START)).isZero();
        assertThat(skewAfter(MetricsWorld.START.minusMillis(900))).isZero();
        assertThat(skewAfter(MetricsWorld.START.plusSeconds(7))).isEqualTo(7);
        assertThat(skewAfter(MetricsWorld.START.minusSeconds(7))).isEqualTo(-6);
    }

    private double skewAfter(Instant engineTime) {
        metrics.begin(EngineOperation.ping).answered(200, Optional.of(engineTime));
        return meters.get("evenkeel.engine.clock.skew").gauge().value();
    }

    private double inFlight() {
        return meters.get("evenkeel.engine.requests.in.flight").gauge().value();
    }

    private Timer timer(String code) {
        return meters.get("evenkeel.engine.request.duration")
                .tag("operation", "network_create")
                .tag("code", code)
                .timer();
    }
}
