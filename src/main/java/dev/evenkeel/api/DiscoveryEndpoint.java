package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.ResourceKind;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Tells clients which groups, versions and kinds there are, in the form that every kubectl understands. */
@Singleton
@Path("/")
public final class DiscoveryEndpoint {

    private static final List<String> VERBS = List.of("create", "delete", "get", "list", "patch", "update");
    private static final List<String> STATUS_VERBS = List.of("get", "patch", "update");
    private static final List<String> NAMESPACE_VERBS = List.of("get", "list");
    private static final String CATEGORY = "evenkeel";

    private final Kinds kinds;
    private final Rendering rendering;

    public DiscoveryEndpoint(Kinds kinds, Rendering rendering) {
        this.kinds = kinds;
        this.rendering = rendering;
    }

    @GET
    @Path("api")
    public Response coreVersions(@BeanParam Call call) {
        ObjectNode body = body("APIVersions");
        body.putArray("versions").add("v1");
        body.putArray("serverAddressByClientCIDRs");
        return rendering.render(call, Answer.ok(body));
    }

    @GET
    @Path("api/v1")
    public Response coreResources(@BeanParam Call call) {
        ObjectNode body = body("APIResourceList").put("groupVersion", "v1");
        ObjectNode namespaces = body.putArray("resources").addObject();
        namespaces.put("name", "namespaces").put("singularName", "namespace").put("namespaced", false);
        addAll(namespaces.put("kind", "Namespace").putArray("verbs"), NAMESPACE_VERBS);
        namespaces.putArray("shortNames").add("ns");
        return rendering.render(call, Answer.ok(body));
    }

    @GET
    @Path("apis")
    public Response groups(@BeanParam Call call) {
        ObjectNode body = body("APIGroupList");
        describeGroup(body.putArray("groups").addObject());
        return rendering.render(call, Answer.ok(body));
    }

    @GET
    @Path("apis/" + ResourceKind.GROUP)
    public Response group(@BeanParam Call call) {
        return rendering.render(call, Answer.ok(describeGroup(body("APIGroup"))));
    }

    @GET
    @Path("apis/" + ResourceKind.API_VERSION)
    public Response resources(@BeanParam Call call) {
        ObjectNode body = body("APIResourceList").put("groupVersion", ResourceKind.API_VERSION);
        ArrayNode resources = body.putArray("resources");
        for (ResourceKind<?, ?> kind : kinds.all()) {
            ObjectNode resource = resources.addObject();
            resource.put("name", kind.plural()).put("singularName", kind.singular());
            resource.put("namespaced", true).put("kind", kind.kind());
            addAll(resource.putArray("verbs"), VERBS);
            addAll(resource.putArray("shortNames"), kind.shortNames());
            resource.putArray("categories").add(CATEGORY);
            ObjectNode status = resources.addObject();
            status.put("name", kind.plural() + "/status").put("singularName", "");
            status.put("namespaced", true).put("kind", kind.kind());
            addAll(status.putArray("verbs"), STATUS_VERBS);
        }
        return rendering.render(call, Answer.ok(body));
    }

    private static ObjectNode describeGroup(ObjectNode group) {
        group.put("name", ResourceKind.GROUP);
        describeVersion(group.putArray("versions").addObject());
        describeVersion(group.putObject("preferredVersion"));
        return group;
    }

    private static void describeVersion(ObjectNode version) {
        version.put("groupVersion", ResourceKind.API_VERSION).put("version", ResourceKind.VERSION);
    }

    private static ObjectNode body(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", "v1");
    }

    private static void addAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
