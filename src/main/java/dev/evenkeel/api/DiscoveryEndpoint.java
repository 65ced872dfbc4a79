package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Discovery: the first thing that every client asks for, in the form that it asks for. */
@Singleton
@Path("/")
public final class DiscoveryEndpoint {

    private static final String AGGREGATED_GROUP = "apidiscovery.k8s.io";
    private static final String AGGREGATED_KIND = "APIGroupDiscoveryList";
    private static final List<String> AGGREGATED_VERSIONS = List.of("v2", "v2beta1");

    private final Discovery discovery;
    private final Rendering rendering;

    public DiscoveryEndpoint(Discovery discovery, Rendering rendering) {
        this.discovery = discovery;
        this.rendering = rendering;
    }

    @GET
    @Path("api")
    public Response coreVersions(@BeanParam Call call, @Context Request request) {
        return answer(call, request, discovery.coreVersions(), discovery::aggregatedCore);
    }

    @GET
    @Path("apis")
    public Response groups(@BeanParam Call call, @Context Request request) {
        return answer(call, request, discovery.groups(), discovery::aggregatedGroups);
    }

    @GET
    @Path("api/" + ResourceType.VERSION)
    public Response coreResources(@BeanParam Call call, @Context Request request) {
        return answer(call, request, discovery.resources(""));
    }

    @GET
    @Path("apis/{group}")
    public Response group(@BeanParam Call call, @Context Request request, @PathParam("group") String group) {
        return answer(call, request, discovery.group(group));
    }

    @GET
    @Path("apis/{group}/" + ResourceType.VERSION)
    public Response resources(@BeanParam Call call, @Context Request request, @PathParam("group") String group) {
        return answer(call, request, discovery.resources(group));
    }

    private Response answer(
            Call call, Request request, ObjectNode legacy, Function<String, ObjectNode> aggregatedInVersion) {
        return aggregatedVersion(call)
                .map(version -> HashedDocument.of(aggregatedInVersion.apply(version))
                        .answer(request, aggregatedType(version))
                        .build())
                .orElseGet(() -> answer(call, request, legacy));
    }

    private Response answer(Call call, Request request, ObjectNode body) {
        return HashedDocument.of(body)
                .answer(request, () -> Response.fromResponse(rendering.render(call, Answer.ok(body))))
                .build();
    }

    /** The first form that the client accepts, if it is one of the aggregated ones. */
    private static Optional<String> aggregatedVersion(Call call) {
        return call.accepted().stream()
                .filter(type -> !type.getParameters().containsKey("as") || isAggregated(type))
                .findFirst()
                .filter(DiscoveryEndpoint::isAggregated)
                .map(type -> type.getParameters().get("v"));
    }

    private static boolean isAggregated(MediaType type) {
        return type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                && AGGREGATED_GROUP.equals(type.getParameters().get("g"))
                && AGGREGATED_KIND.equals(type.getParameters().get("as"))
                && AGGREGATED_VERSIONS.contains(type.getParameters().getOrDefault("v", ""));
    }

    private static String aggregatedType(String version) {
        return MediaTypes.JSON + ";g=" + AGGREGATED_GROUP + ";v=" + version + ";as=" + AGGREGATED_KIND;
    }
}
