package dev.evenkeel.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stands before a port, and makes each call a part of the trace in which it is made; there is none outside of one. */
final class TracedCalls implements InvocationHandler {

    private final Object port;
    private final Predicate<String> wanted;
    private final String prefix;
    private final Tracer tracer;

    private TracedCalls(Object port, Predicate<String> wanted, String prefix, Tracer tracer) {
        this.port = port;
        this.wanted = wanted;
        this.prefix = prefix;
        this.tracer = tracer;
    }

    /** @param wanted which methods, by name */
    static <T> T of(Class<T> type, T port, Predicate<String> wanted, String prefix, Tracer tracer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new TracedCalls(port, wanted, prefix, tracer)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        boolean told = Span.current().getSpanContext().isValid() && wanted.test(method.getName());
        if (!told) {
            return call(method, arguments);
        }
        Span span = tracer.spanBuilder(prefix + " " + method.getName())
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        Scope scope = span.makeCurrent();
        try {
            return call(method, arguments);
        } catch (RuntimeException | Error failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
            throw failure;
        } finally {
            scope.close();
            span.end();
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(port, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
