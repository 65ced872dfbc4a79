package dev.evenkeel.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The events of all engines. */
@Singleton
@Path("/api/v1/events")
public final class AllEventsEndpoint {

    private final Reads reads;

    public AllEventsEndpoint(Reads reads) {
        this.reads = reads;
    }

    @GET
    public Response list(@BeanParam Call call) {
        return reads.list(call, EventTypes.EVENTS, Optional.empty());
    }
}
