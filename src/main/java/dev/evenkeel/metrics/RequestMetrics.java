package dev.evenkeel.metrics;

import dev.evenkeel.access.Attributes;
import dev.evenkeel.access.Credentials;
import dev.evenkeel.access.RequestListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What is asked of the API, by whom it is not, and what is refused. */
public final class RequestMetrics implements RequestListener {

    private static final Set<String> VERBS =
            Set.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    /** The label of what nobody has a name for: clients may ask for anything. */
    private static final String OTHER = "other";

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int BROKEN = 500;

    private final MeterRegistry meters;
    private final Set<String> resources;

    /** Why a request was refused, whoever sent it. */
    private enum Refusal {
        size,
        rate,
        schema;

        static Optional<Refusal> of(int code) {
            return switch (code) {
                case 413 -> Optional.of(size);
                case 429 -> Optional.of(rate);
                case 400, 415, 422 -> Optional.of(schema);
                default -> Optional.empty();
            };
        }
    }

    /**
     * Registers at zero what is usual; other codes come with the first request that gets them.
     *
     * @param resources in the plural
     */
    public RequestMetrics(MeterRegistry meters, Collection<String> resources) {
        this.meters = meters;
        this.resources = Set.copyOf(resources);
        for (String resource : resources) {
            conflicts(resource);
            for (String verb : VERBS) {
                requests(verb, resource, verb.equals("create") ? CREATED : OK);
                requests(verb, resource, BROKEN);
            }
        }
        for (Refusal refusal : Refusal.values()) {
            rejected(refusal);
        }
        for (Credentials.Way way : Credentials.Way.values()) {
            attempts(way, true);
            attempts(way, false);
        }
    }

    @Override
    public void identified(Credentials.Way way, boolean known) {
        attempts(way, known).increment();
    }

    @Override
    public void answered(Attributes attributes, int code) {
        String resource =
                !attributes.isResource() || resources.contains(attributes.resource()) ? attributes.resource() : OTHER;
        String verb = VERBS.contains(attributes.verb()) ? attributes.verb() : OTHER;
        requests(verb, resource, code).increment();
        if (code == CONFLICT && !verb.equals("create") && resources.contains(resource)) {
            conflicts(resource).increment();
        }
        Refusal.of(code).ifPresent(refusal -> rejected(refusal).increment());
    }

    private Counter requests(String verb, String resource, int code) {
        return Counter.builder("evenkeel.api.requests")
                .description("Requests to the API that were answered.")
                .tag("verb", verb)
                .tag("resource", resource)
                .tag("code", Integer.toString(code))
                .register(meters);
    }

    private Counter conflicts(String resource) {
        return Counter.builder("evenkeel.api.conflicts")
                .description("Writes that were refused because somebody else wrote meanwhile, or owns a field.")
                .tag("resource", resource)
                .register(meters);
    }

    private Counter rejected(Refusal refusal) {
        return Rejections.counter(meters, refusal.name());
    }

    private Counter attempts(Credentials.Way way, boolean known) {
        return Counter.builder("evenkeel.auth.attempts")
                .description("Attempts of callers to prove who they are.")
                .tag("method", way.name())
                .tag("result", known ? "success" : "failure")
                .register(meters);
    }
}
