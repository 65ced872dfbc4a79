package dev.evenkeel.trace;

import dev.evenkeel.control.ControlListener;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.resource.ResourceKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.MDC;

/**
 * Makes each turn a part of the trace in which its key was added. The queue carries keys and nothing else, so where
 * they come from is kept beside it. What nobody asked for, such as a resync, begins a trace of its own.
 */
final class TurnTraces implements ControlListener<ResourceKey> {

    /** The label under which the trace is in the lines of the log. */
    private static final String TRACE = "traceId";

    private record Turn(Span span, Scope scope) {}

    private final Tracer tracer;
    private final Clock clock;
    private final String controller;
    /** Has at most one for each key that waits. */
    private final Map<ResourceKey, Context> origins = new ConcurrentHashMap<>();

    private final Map<ResourceKey, Turn> turns = new ConcurrentHashMap<>();

    TurnTraces(Tracer tracer, Clock clock, String controller) {
        this.tracer = tracer;
        this.clock = clock;
        this.controller = controller;
    }

    @Override
    public void added(ResourceKey key) {
        if (Span.current().getSpanContext().isValid()) {
            origins.put(key, Context.current());
        }
    }

    @Override
    public void taken(ResourceKey key, Duration waited) {
        Optional<Context> origin = Optional.ofNullable(origins.remove(key));
        origin.ifPresent(context -> tellWait(context, waited));
        Span span = tracer.spanBuilder("reconcile " + controller)
                .setParent(origin.orElse(Context.root()))
                .setAttribute("evenkeel.engine", key.namespace())
                .setAttribute("evenkeel.name", key.name())
                .startSpan();
        turns.put(key, new Turn(span, span.makeCurrent()));
        MDC.put(TRACE, span.getSpanContext().getTraceId());
    }

    private void tellWait(Context origin, Duration waited) {
        Instant now = clock.instant();
        tracer.spanBuilder("queue " + controller)
                .setParent(origin)
                .setStartTimestamp(now.minus(waited))
                .startSpan()
                .end(now);
    }

    @Override
    public void reconciled(ResourceKey key, Outcome outcome, Duration took) {
        Optional.ofNullable(turns.get(key)).ifPresent(turn -> {
            turn.span().setAttribute("evenkeel.outcome", outcome.getClass().getSimpleName());
            if (outcome instanceof Outcome.Failed(String reason)) {
                turn.span().setStatus(StatusCode.ERROR, reason);
            }
        });
    }

    @Override
    public void panicked(ResourceKey key, Throwable cause) {
        Optional.ofNullable(turns.get(key)).ifPresent(turn -> turn.span()
                .setStatus(StatusCode.ERROR, cause.getClass().getSimpleName()));
    }

    @Override
    public void finished(ResourceKey key, Duration worked) {
        Optional.ofNullable(turns.remove(key)).ifPresent(turn -> {
            MDC.remove(TRACE);
            turn.scope().close();
            turn.span().end();
        });
    }
}
