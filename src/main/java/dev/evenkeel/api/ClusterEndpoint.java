package dev.evenkeel.api;

import dev.evenkeel.resource.ResourceKind;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * The resources of kinds that are on no engine: the same calls as for the others, on paths without a namespace. Their
 * lists are where the others have those of all engines.
 */
@Singleton
@Path("/")
public final class ClusterEndpoint {

    private static final String COLLECTION = "apis/" + ResourceKind.API_VERSION + "/{plural}";
    private static final String OBJECT = COLLECTION + "/{name}";
    private static final String STATUS = OBJECT + "/status";

    private final ResourceEndpoint resources;

    public ClusterEndpoint(ResourceEndpoint resources) {
        this.resources = resources;
    }

    @POST
    @Path(COLLECTION)
    public Response create(@BeanParam Call call, InputStream body) throws IOException {
        return resources.create(call, body);
    }

    @DELETE
    @Path(COLLECTION)
    public Response deleteAll(@BeanParam Call call, InputStream body) throws IOException {
        return resources.deleteAll(call, body);
    }

    @GET
    @Path(OBJECT)
    public Response get(@BeanParam Call call) {
        return resources.get(call);
    }

    @PUT
    @Path(OBJECT)
    public Response replace(@BeanParam Call call, InputStream body) throws IOException {
        return resources.replace(call, body);
    }

    @PATCH
    @Path(OBJECT)
    public Response patch(@BeanParam Call call, InputStream body) throws IOException {
        return resources.patch(call, body);
    }

    @DELETE
    @Path(OBJECT)
    public Response delete(@BeanParam Call call, InputStream body) throws IOException {
        return resources.delete(call, body);
    }

    @GET
    @Path(STATUS)
    public Response getStatus(@BeanParam Call call) {
        return resources.getStatus(call);
    }

    @PUT
    @Path(STATUS)
    public Response replaceStatus(@BeanParam Call call, InputStream body) throws IOException {
        return resources.replaceStatus(call, body);
    }

    @PATCH
    @Path(STATUS)
    public Response patchStatus(@BeanParam Call call, InputStream body) throws IOException {
        return resources.patchStatus(call, body);
    }
}
