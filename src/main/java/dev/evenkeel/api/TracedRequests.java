package dev.evenkeel.api;

import dev.evenkeel.trace.Part;
import dev.evenkeel.trace.Tracing;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a request a part of its client's trace, or the beginning of one, on the thread that works for it: what it
 * writes wakes the loop on that thread.
 */
@Traced
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
final class TracedRequests {

    private final Tracing tracing;

    TracedRequests(Tracing tracing) {
        this.tracing = tracing;
    }

    @AroundInvoke
    Object around(InvocationContext invocation) throws Exception {
        Optional<Call> call = Stream.of(invocation.getParameters())
                .filter(Call.class::isInstance)
                .map(Call.class::cast)
                .findFirst();
        if (call.isEmpty()) {
            return invocation.proceed();
        }
        try (Part part = begin(invocation.getMethod().getName(), call.get())) {
            return proceed(invocation, part);
        }
    }

    private static Object proceed(InvocationContext invocation, Part part) throws Exception {
        try {
            Object answer = invocation.proceed();
            if (answer instanceof Response response) {
                part.note("http.response.status_code", Integer.toString(response.getStatus()));
            }
            return answer;
        } catch (Exception failure) {
            part.failed(failure.getClass().getSimpleName());
            throw failure;
        }
    }

    private Part begin(String operation, Call call) {
        return tracing.begin(
                operation + " " + call.plural(),
                Map.of("evenkeel.engine", call.namespace(), "evenkeel.name", call.name()),
                Optional.ofNullable(call.headers().getHeaderString("traceparent")));
    }
}
