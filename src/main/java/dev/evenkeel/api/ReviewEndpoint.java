package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

/** Questions of callers about themselves: they are sent like objects, answered at once, and not kept. */
@Singleton
@Path("/")
public final class ReviewEndpoint {

    private static final String APIS = "apis/";
    private static final String AUTHORIZATION = "authorization.k8s.io/v1";
    private static final String AUTHENTICATION = "authentication.k8s.io/";

    private final Reviews reviews;
    private final BodyReader reader;
    private final Rendering rendering;

    public ReviewEndpoint(Reviews reviews, BodyReader reader, Rendering rendering) {
        this.reviews = reviews;
        this.reader = reader;
        this.rendering = rendering;
    }

    @POST
    @Path(APIS + AUTHORIZATION + "/selfsubjectaccessreviews")
    public Response access(@BeanParam Call call, InputStream body) throws IOException {
        return answer(
                call, body, AUTHORIZATION, "SelfSubjectAccessReview", spec -> reviews.access(call.caller(), spec));
    }

    @POST
    @Path(APIS + AUTHORIZATION + "/selfsubjectrulesreviews")
    public Response rules(@BeanParam Call call, InputStream body) throws IOException {
        return answer(
                call,
                body,
                AUTHORIZATION,
                "SelfSubjectRulesReview",
                spec -> reviews.rules(call.caller(), spec.path("namespace").asText("")));
    }

    /** Clients of 1.27 know the beta only. */
    @POST
    @Path(APIS + AUTHENTICATION + "{version:v1|v1beta1}/selfsubjectreviews")
    public Response identity(@BeanParam Call call, @PathParam("version") String version, InputStream body)
            throws IOException {
        return answer(
                call, body, AUTHENTICATION + version, "SelfSubjectReview", spec -> reviews.identity(call.caller()));
    }

    private Response answer(
            Call call, InputStream body, String apiVersion, String kind, Function<JsonNode, ObjectNode> status)
            throws IOException {
        ObjectNode review = reader.review(call, body);
        ManifestIdentity.requireText(review, "apiVersion", "API version", apiVersion);
        ManifestIdentity.requireText(review, "kind", "kind", kind);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("kind", kind).put("apiVersion", apiVersion).putObject("metadata");
        if (review.path("spec").size() > 0) {
            answer.set("spec", review.get("spec"));
        }
        answer.set("status", status.apply(review.path("spec")));
        return rendering.render(call, new Answer(201, answer, List.of()));
    }
}
