package dev.evenkeel.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Engines as the namespaces that kubectl expects. They come from the configuration, so they can only be looked at. */
@Singleton
@Path("/")
public final class NamespaceEndpoint {

    private static final ResourceType TYPE = ResourceTypes.NAMESPACES;
    private static final String COLLECTION = "api/v1/namespaces";
    private static final String OBJECT = COLLECTION + "/{namespace}";

    private final Reads reads;

    public NamespaceEndpoint(Reads reads) {
        this.reads = reads;
    }

    @GET
    @Path(COLLECTION)
    public Response list(@BeanParam Call call) {
        return reads.list(call, TYPE, Optional.empty());
    }

    @GET
    @Path(OBJECT)
    public Response get(@BeanParam Call call) {
        return reads.get(call, TYPE, "", call.namespace());
    }

    @POST
    @Path(COLLECTION)
    public Response create() {
        throw Failures.verbNotSupported("create", TYPE.plural());
    }

    @DELETE
    @Path(COLLECTION)
    public Response deleteAll() {
        throw Failures.verbNotSupported("deletecollection", TYPE.plural());
    }

    @PUT
    @Path(OBJECT)
    public Response replace() {
        throw Failures.verbNotSupported("update", TYPE.plural());
    }

    @PATCH
    @Path(OBJECT)
    public Response patch() {
        throw Failures.verbNotSupported("patch", TYPE.plural());
    }

    @DELETE
    @Path(OBJECT)
    public Response delete() {
        throw Failures.verbNotSupported("delete", TYPE.plural());
    }
}
