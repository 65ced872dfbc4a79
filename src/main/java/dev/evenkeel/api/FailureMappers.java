package dev.evenkeel.api;

import dev.evenkeel.fields.FieldConflictException;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.ResourceKey;
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

    private final ResourceTypes types;
    private final Rendering rendering;

    public FailureMappers(ResourceTypes types, Rendering rendering) {
        this.types = types;
        this.rendering = rendering;
    }

    @ServerExceptionMapper
    public Response refused(Failure failure, UriInfo uri, HttpHeaders headers) {
        Response response = rendering.render(Call.failed(uri, headers), failure.body());
        if (failure.body().code() == 401) {
            response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response;
    }

    @ServerExceptionMapper
    public Response byRegistry(RegistryException failure, UriInfo uri, HttpHeaders headers) {
        return refused(named(failure), uri, headers);
    }

    @ServerExceptionMapper
    public Response byOwners(FieldConflictException failure, UriInfo uri, HttpHeaders headers) {
        return refused(Failures.applyConflict(failure), uri, headers);
    }

    @ServerExceptionMapper
    public Response byFramework(WebApplicationException failure, UriInfo uri, HttpHeaders headers) {
        return refused(Failures.ofFramework(failure.getResponse().getStatus()), uri, headers);
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
                Failures.notFound(type(gone.key()), gone.key().name());
            case RegistryException.AlreadyExists taken ->
                Failures.alreadyExists(type(taken.key()), taken.key().name());
            case RegistryException.Conflict raced ->
                Failures.conflict(type(raced.key()), raced.key().name());
            case RegistryException.Compacted old -> Failures.expired(old.getMessage());
            case RegistryException.Unreadable odd -> Failures.internal(odd.getMessage());
            case RegistryException.Unavailable silent -> unavailable(silent);
            case RegistryException.Unusable broken -> unavailable(broken);
            case RegistryException.Taken taken -> unavailable(taken);
        };
    }

    private static Failure unavailable(RegistryException failure) {
        LOG.error("registry unavailable", failure);
        return Failures.unavailable();
    }

    private ResourceType type(ResourceKey key) {
        return types.stored(key.kind());
    }
}
