package dev.evenkeel.api;

import dev.evenkeel.api.WriteOptions.Type;
import dev.evenkeel.resource.ResourceKey;
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

/** Events of one engine: ours to read, and everybody's to add to. */
@Singleton
@Path("/api/v1/namespaces/{namespace}/events")
public final class EventEndpoint {

    private static final ResourceType TYPE = EventTypes.EVENTS;
    private static final String OBJECT = "{name}";

    private final Reads reads;
    private final EventWrites writes;
    private final Namespaces namespaces;
    private final BodyReader reader;
    private final Rendering rendering;

    public EventEndpoint(
            Reads reads, EventWrites writes, Namespaces namespaces, BodyReader reader, Rendering rendering) {
        this.reads = reads;
        this.writes = writes;
        this.namespaces = namespaces;
        this.reader = reader;
        this.rendering = rendering;
    }

    @GET
    public Response list(@BeanParam Call call) {
        return reads.list(call, TYPE, Optional.of(call.namespace()));
    }

    @POST
    public Response create(@BeanParam Call call, InputStream body) throws IOException {
        if (!namespaces.names().contains(call.namespace())) {
            throw Failures.namespaceNotFound(call.namespace());
        }
        return rendering.render(
                call,
                writes.create(
                        call.namespace(),
                        reader.manifest(call, body).tree(),
                        WriteOptions.of(call, Type.CreateOptions)));
    }

    @DELETE
    public Response deleteAll(@BeanParam Call call, InputStream body) throws IOException {
        DeleteOptions deletion = DeleteOptions.of(call, reader.optional(call, body));
        WriteOptions options = WriteOptions.of(call, Type.DeleteOptions).orDryRun(deletion.dryRun());
        Selection selection = Selection.of(call, TYPE);
        return rendering.render(call, writes.deleteAll(call.namespace(), selection, deletion, options));
    }

    @GET
    @Path(OBJECT)
    public Response get(@BeanParam Call call) {
        return reads.get(call, TYPE, call.namespace(), call.name());
    }

    @PUT
    @Path(OBJECT)
    public Response replace(@BeanParam Call call, InputStream body) throws IOException {
        return rendering.render(
                call,
                writes.replace(
                        key(call), reader.manifest(call, body).tree(), WriteOptions.of(call, Type.UpdateOptions)));
    }

    @PATCH
    @Path(OBJECT)
    public Response patch(@BeanParam Call call, InputStream body) throws IOException {
        return rendering.render(
                call, writes.patch(key(call), reader.eventPatch(call, body), WriteOptions.of(call, Type.PatchOptions)));
    }

    @DELETE
    @Path(OBJECT)
    public Response delete(@BeanParam Call call, InputStream body) throws IOException {
        DeleteOptions deletion = DeleteOptions.of(call, reader.optional(call, body));
        WriteOptions options = WriteOptions.of(call, Type.DeleteOptions).orDryRun(deletion.dryRun());
        return rendering.render(call, writes.delete(key(call), deletion, options));
    }

    private static ResourceKey key(Call call) {
        return new ResourceKey(TYPE.kind(), call.namespace(), call.name());
    }
}
