package dev.evenkeel.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The schemas of all types: kubectl reads here what it may write, and explains it. */
@Singleton
@Path("/openapi")
public final class OpenApiEndpoint {

    private static final String PROTOBUF_V2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /** A document under its hash never changes. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final String ASK_AGAIN = "no-cache, private";

    private final OpenApiDocuments documents;

    public OpenApiEndpoint(OpenApiDocuments documents) {
        this.documents = documents;
    }

    @GET
    @Path("v3")
    public Response index(@BeanParam Call call, @Context Request request) {
        return answer(call, request, documents.index(), ASK_AGAIN);
    }

    @GET
    @Path("v3/{path:.+}")
    public Response document(@BeanParam Call call, @Context Request request, @PathParam("path") String path) {
        HashedDocument document = documents.find(path).orElseThrow(Failures::unknownPath);
        boolean named = call.query("hash").filter(document.hash()::equals).isPresent();
        return answer(call, request, document, named ? FOR_EVER : ASK_AGAIN);
    }

    /** An empty document: kubectl up to 1.28 needs one, and nobody needs more of it. */
    @GET
    @Path("v2")
    public Response version2() {
        return Response.ok(new byte[0], PROTOBUF_V2).build();
    }

    private static Response answer(Call call, Request request, HashedDocument document, String caching) {
        if (call.accepted().stream().noneMatch(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE))) {
            throw Failures.notAcceptable(List.of(MediaTypes.JSON));
        }
        return document.answer(request, MediaTypes.JSON)
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .build();
    }
}
