package dev.evenkeel.trace;

import dev.evenkeel.control.ControlListener;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.resource.ResourceKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Traces sent to a collector by OTLP over HTTP, as OpenTelemetry's own variables say beyond the address. */
public final class OtlpTracing implements Tracing {

    private static final String NAME = "evenkeel";
    private static final Set<String> WRITES = Set.of("create", "createAll", "update", "delete");

    private static final TextMapGetter<String> TRACEPARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals("traceparent") ? carrier : null;
        }
    };

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final Clock clock;

    private OtlpTracing(OpenTelemetrySdk sdk, Clock clock) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer(NAME);
        this.clock = clock;
    }

    /** @param collector without the path {@code /v1/traces} */
    public static OtlpTracing to(URI collector, Clock clock) {
        Map<String, String> fixed = Map.of(
                "otel.traces.exporter", "otlp",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none",
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.exporter.otlp.endpoint", collector.toString());
        return new OtlpTracing(
                AutoConfiguredOpenTelemetrySdk.builder()
                        .addPropertiesSupplier(() -> Map.of("otel.service.name", NAME))
                        .addPropertiesCustomizer(any -> fixed)
                        .disableShutdownHook()
                        .build()
                        .getOpenTelemetrySdk(),
                clock);
    }

    @Override
    public Part begin(String name, Map<String, String> facts, Optional<String> parent) {
        SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(SpanKind.SERVER);
        parent.map(header -> W3CTraceContextPropagator.getInstance().extract(Context.current(), header, TRACEPARENT))
                .ifPresent(builder::setParent);
        facts.forEach(builder::setAttribute);
        return new OpenPart(builder.startSpan());
    }

    @Override
    public List<ControlListener<ResourceKey>> turns(String controller) {
        return List.of(new TurnTraces(tracer, clock, controller));
    }

    @Override
    public Engine engine(String name, Engine engine) {
        return TracedCalls.of(Engine.class, engine, method -> true, "engine", tracer);
    }

    @Override
    public RevisionLog log(RevisionLog log) {
        return TracedCalls.of(RevisionLog.class, log, WRITES::contains, "registry", tracer);
    }

    @Override
    public Executor carrying(Executor threads) {
        return work -> threads.execute(Context.current().wrap(work));
    }

    @Override
    public void close() {
        sdk.close();
    }

    /** A span that is the present one of its thread. */
    private static final class OpenPart implements Part {
        private final Span span;
        private final Scope scope;

        OpenPart(Span span) {
            this.span = span;
            this.scope = span.makeCurrent();
        }

        @Override
        public void note(String key, String value) {
            span.setAttribute(key, value);
        }

        @Override
        public void failed(String reason) {
            span.setStatus(StatusCode.ERROR, reason);
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
