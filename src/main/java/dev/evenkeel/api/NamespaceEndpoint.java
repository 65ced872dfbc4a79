package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Engines as the namespaces that kubectl expects: it asks here what is missing when it is told "not found". */
@Singleton
@Path("/api/v1/namespaces")
public final class NamespaceEndpoint {

    private final Namespaces namespaces;
    private final Rendering rendering;

    public NamespaceEndpoint(Namespaces namespaces, Rendering rendering) {
        this.namespaces = namespaces;
        this.rendering = rendering;
    }

    @GET
    public Response list(@BeanParam Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", "NamespaceList").put("apiVersion", "v1").putObject("metadata");
        ArrayNode items = body.putArray("items");
        namespaces.names().forEach(name -> items.add(namespace(name)));
        return rendering.render(call, Answer.ok(body));
    }

    @GET
    @Path("{namespace}")
    public Response get(@BeanParam Call call) {
        if (!namespaces.names().contains(call.namespace())) {
            throw Failures.namespaceNotFound(call.namespace());
        }
        return rendering.render(call, Answer.ok(namespace(call.namespace())));
    }

    private static ObjectNode namespace(String name) {
        ObjectNode namespace = JsonNodeFactory.instance.objectNode();
        namespace.put("kind", "Namespace").put("apiVersion", "v1");
        namespace.putObject("metadata").put("name", name);
        namespace.putObject("status").put("phase", "Active");
        return namespace;
    }
}
