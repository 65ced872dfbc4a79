package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What Kubernetes clients ask before they ask anything else. Whether all is well is the management port's to tell. */
@Singleton
@Path("/")
public final class ProbeEndpoint {

    /** The Kubernetes release whose API conventions we keep; kubectl warns when it is far from its own. */
    private static final String KUBERNETES_MAJOR = "1";

    private static final String KUBERNETES_MINOR = "36";

    private final ProgramVersion version;
    private final Rendering rendering;

    public ProbeEndpoint(ProgramVersion version, Rendering rendering) {
        this.version = version;
        this.rendering = rendering;
    }

    @GET
    @Path("version")
    public Response version(@BeanParam Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("major", KUBERNETES_MAJOR).put("minor", KUBERNETES_MINOR);
        body.put("gitVersion", "v" + KUBERNETES_MAJOR + "." + KUBERNETES_MINOR + ".0+evenkeel." + version.version());
        body.put("gitCommit", "").put("gitTreeState", "").put("buildDate", "");
        body.put("goVersion", "java" + Runtime.version().feature()).put("compiler", "javac");
        body.put("platform", "linux/" + System.getProperty("os.arch"));
        return rendering.render(call, Answer.ok(body));
    }

    @GET
    @Path("{probe:healthz|livez|readyz}")
    @Produces(MediaType.TEXT_PLAIN)
    public String probe() {
        return "ok";
    }
}
