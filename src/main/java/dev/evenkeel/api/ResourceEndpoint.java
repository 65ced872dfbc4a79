package dev.evenkeel.api;

import dev.evenkeel.api.WriteOptions.Type;
import dev.evenkeel.resource.ResourceKey;
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
import java.util.Optional;

/** The resources of all kinds. Those that are on no engine have their paths in {@link ClusterEndpoint}. */
@Traced
@Singleton
@Path("/")
public final class ResourceEndpoint {

    private static final String EVERYWHERE = "apis/" + ResourceKind.API_VERSION + "/{plural}";
    private static final String COLLECTION = "apis/" + ResourceKind.API_VERSION + "/namespaces/{namespace}/{plural}";
    private static final String OBJECT = COLLECTION + "/{name}";
    private static final String STATUS = OBJECT + "/status";
    private static final String VIEW = OBJECT + "/{subresource}";

    private final Catalogue catalogue;
    private final ResourceTypes types;
    private final Reads reads;
    private final ViewReads views;
    private final Namespaces namespaces;
    private final BodyReader reader;
    private final Rendering rendering;

    public ResourceEndpoint(
            Catalogue catalogue,
            ResourceTypes types,
            Reads reads,
            ViewReads views,
            Namespaces namespaces,
            BodyReader reader,
            Rendering rendering) {
        this.catalogue = catalogue;
        this.types = types;
        this.reads = reads;
        this.views = views;
        this.namespaces = namespaces;
        this.reader = reader;
        this.rendering = rendering;
    }

    @GET
    @Path(EVERYWHERE)
    public Response listEverywhere(@BeanParam Call call) {
        return reads.list(
                call,
                types.find(ResourceKind.GROUP, call.plural()).orElseThrow(Failures::unknownPath),
                Optional.empty());
    }

    @GET
    @Path(COLLECTION)
    public Response list(@BeanParam Call call) {
        return reads.list(call, type(call), Optional.of(call.namespace()));
    }

    @POST
    @Path(COLLECTION)
    public Response create(@BeanParam Call call, InputStream body) throws IOException {
        KindWrites<?, ?> writes = catalogue.writes(call);
        if (!call.namespace().isEmpty() && !namespaces.names().contains(call.namespace())) {
            throw Failures.namespaceNotFound(call.namespace());
        }
        Manifest manifest = reader.manifest(call, body);
        return rendering.render(
                call, writes.create(call.namespace(), manifest, WriteOptions.of(call, Type.CreateOptions)));
    }

    @DELETE
    @Path(COLLECTION)
    public Response deleteAll(@BeanParam Call call, InputStream body) throws IOException {
        Selection selection = Selection.of(call, type(call));
        DeleteOptions deletion = DeleteOptions.of(call, reader.optional(call, body));
        WriteOptions options = WriteOptions.of(call, Type.DeleteOptions).orDryRun(deletion.dryRun());
        KindDeletion<?, ?> all = catalogue.deletion(call);
        return rendering.render(call, all.deleteAll(call.namespace(), selection, deletion, options));
    }

    @GET
    @Path(OBJECT)
    public Response get(@BeanParam Call call) {
        return reads.get(call, type(call), call.namespace(), call.name());
    }

    @PUT
    @Path(OBJECT)
    public Response replace(@BeanParam Call call, InputStream body) throws IOException {
        return replace(call, Part.SPEC, body);
    }

    @PATCH
    @Path(OBJECT)
    public Response patch(@BeanParam Call call, InputStream body) throws IOException {
        return patch(call, Part.SPEC, body);
    }

    @DELETE
    @Path(OBJECT)
    public Response delete(@BeanParam Call call, InputStream body) throws IOException {
        DeleteOptions deletion = DeleteOptions.of(call, reader.optional(call, body));
        WriteOptions options = WriteOptions.of(call, Type.DeleteOptions).orDryRun(deletion.dryRun());
        return rendering.render(call, catalogue.deletion(call).delete(key(call), deletion, options));
    }

    @GET
    @Path(STATUS)
    public Response getStatus(@BeanParam Call call) {
        return get(call);
    }

    @PUT
    @Path(STATUS)
    public Response replaceStatus(@BeanParam Call call, InputStream body) throws IOException {
        return replace(call, Part.STATUS, body);
    }

    @PATCH
    @Path(STATUS)
    public Response patchStatus(@BeanParam Call call, InputStream body) throws IOException {
        return patch(call, Part.STATUS, body);
    }

    @GET
    @Path(VIEW)
    public Response view(@BeanParam Call call) {
        return views.get(call);
    }

    private Response replace(Call call, Part part, InputStream body) throws IOException {
        KindWrites<?, ?> writes = catalogue.writes(call);
        Manifest manifest = reader.manifest(call, body);
        return rendering.render(
                call, writes.replace(key(call), part, manifest, WriteOptions.of(call, Type.UpdateOptions)));
    }

    private Response patch(Call call, Part part, InputStream body) throws IOException {
        KindWrites<?, ?> writes = catalogue.writes(call);
        Patch patch = reader.patch(call, body);
        WriteOptions options = WriteOptions.of(call, Type.PatchOptions);
        return rendering.render(call, writes.patch(key(call), part, patch, options));
    }

    private ResourceType type(Call call) {
        return types.stored(catalogue.kind(call).kind());
    }

    private ResourceKey key(Call call) {
        return catalogue.kind(call).key(call.namespace(), call.name());
    }
}
