package dev.evenkeel.api;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes a Status of whatever ended a request: our own refusals, the registry's, the framework's, and surprises. */
@Singleton
public final class FailureMappers {

    private static final Logger LOG = Logger.getLogger(FailureMappers.class);

    private final Kinds kinds;
    private final Rendering rendering;

    public FailureMappers(Kinds kinds, Rendering rendering) {
        this.kinds = kinds;
        this.rendering = rendering;
    }

    @ServerExceptionMapper
    public Response refused(Failure failure, UriInfo uri, HttpHeaders headers) {
        return rendering.render(new Call(uri, headers), failure.body());
    }

    @ServerExceptionMapper
    public Response byRegistry(RegistryException failure, UriInfo uri, HttpHeaders headers) {
        return refused(named(failure), uri, headers);
    }

    @ServerExceptionMapper
    public Response byFramework(WebApplicationException failure, UriInfo uri, HttpHeaders headers) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        Failure named =
                switch (status.getStatusCode()) {
                    case 404 -> Failures.unknownPath();
                    case 405 -> Failures.methodNotAllowed();
                    case 406 -> Failures.notAcceptable(MediaTypes.MANIFESTS);
                    case 413 -> Failures.tooLarge(BodyReader.BYTES_MAX);
                    case 415 -> Failures.unsupportedMediaType(MediaTypes.MANIFESTS);
                    default -> Failures.other(status.getStatusCode(), status.getReasonPhrase());
                };
        return refused(named, uri, headers);
    }

    /** The cause goes into the log, not to the client: it may quote what is none of his business. */
    @ServerExceptionMapper
    public Response unforeseen(Throwable failure, UriInfo uri, HttpHeaders headers) {
        LOG.errorf(failure, "api request failed path=%s", uri.getPath());
        return refused(Failures.internal(), uri, headers);
    }

    private Failure named(RegistryException failure) {
        return switch (failure) {
            case RegistryException.NotFound gone ->
                Failures.notFound(kind(gone.key()), gone.key().name());
            case RegistryException.AlreadyExists taken ->
                Failures.alreadyExists(kind(taken.key()), taken.key().name());
            case RegistryException.Conflict raced ->
                Failures.conflict(kind(raced.key()), raced.key().name());
            case RegistryException.Compacted old -> Failures.expired(old.getMessage());
            case RegistryException.Unavailable silent -> unavailable(silent);
            case RegistryException.Unusable broken -> unavailable(broken);
        };
    }

    private static Failure unavailable(RegistryException failure) {
        LOG.error("registry unavailable", failure);
        return Failures.unavailable();
    }

    private ResourceKind<?, ?> kind(ResourceKey key) {
        return kinds.byKind(key.kind()).orElseThrow();
    }
}
