package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** The resources of all kinds. */
@Singleton
@Path("/")
public final class ResourceEndpoint {

    private static final String EVERYWHERE = "apis/" + ResourceKind.API_VERSION + "/{plural}";
    private static final String COLLECTION = "apis/" + ResourceKind.API_VERSION + "/namespaces/{namespace}/{plural}";
    private static final String OBJECT = COLLECTION + "/{name}";
    private static final String STATUS = OBJECT + "/status";

    private final Catalogue catalogue;
    private final Namespaces namespaces;
    private final BodyReader reader;
    private final Rendering rendering;

    public ResourceEndpoint(Catalogue catalogue, Namespaces namespaces, BodyReader reader, Rendering rendering) {
        this.catalogue = catalogue;
        this.namespaces = namespaces;
        this.reader = reader;
        this.rendering = rendering;
    }

    @GET
    @Path(EVERYWHERE)
    public Response listEverywhere(@BeanParam Call call) {
        return list(call, Optional.empty());
    }

    @GET
    @Path(COLLECTION)
    public Response list(@BeanParam Call call) {
        return list(call, Optional.of(call.namespace()));
    }

    @POST
    @Path(COLLECTION)
    public Response create(@BeanParam Call call, InputStream body) throws IOException {
        KindVerbs<?, ?> verbs = catalogue.verbs(call.plural());
        if (!namespaces.names().contains(call.namespace())) {
            throw Failures.namespaceNotFound(call.namespace());
        }
        ObjectNode manifest = reader.manifest(call, body);
        return rendering.render(call, verbs.create(call.namespace(), manifest, WriteOptions.of(call)));
    }

    @GET
    @Path(OBJECT)
    public Response get(@BeanParam Call call) {
        return rendering.render(call, catalogue.verbs(call.plural()).get(call.namespace(), call.name()));
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
        DeleteOptions deletion = DeleteOptions.of(reader.optional(body));
        WriteOptions options = WriteOptions.of(call).orDryRun(deletion.dryRun());
        return rendering.render(call, catalogue.verbs(call.plural()).delete(key(call), deletion, options));
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

    /** A watch is refused rather than answered by a list: a client waiting for events would wait for ever. */
    private Response list(Call call, Optional<String> namespace) {
        if (call.flag("watch")) {
            throw Failures.verbNotSupported("watch", call.plural());
        }
        return rendering.render(call, catalogue.verbs(call.plural()).list(namespace, Selection.of(call)));
    }

    private Response replace(Call call, Part part, InputStream body) throws IOException {
        KindVerbs<?, ?> verbs = catalogue.verbs(call.plural());
        ObjectNode manifest = reader.manifest(call, body);
        return rendering.render(call, verbs.replace(key(call), part, manifest, WriteOptions.of(call)));
    }

    private Response patch(Call call, Part part, InputStream body) throws IOException {
        KindVerbs<?, ?> verbs = catalogue.verbs(call.plural());
        ObjectNode changes = reader.mergePatch(call, body);
        return rendering.render(call, verbs.patch(key(call), part, changes, WriteOptions.of(call)));
    }

    private ResourceKey key(Call call) {
        return catalogue.kind(call.plural()).key(call.namespace(), call.name());
    }
}
