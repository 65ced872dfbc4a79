package dev.evenkeel.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Writes one line for each request that asked for a change, whether it was made or refused. */
@Provider
@Singleton
public final class RequestLog implements ContainerResponseFilter {

    private static final Logger LOG = Logger.getLogger(RequestLog.class);

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(Access.ATTRIBUTES) instanceof Attributes attributes && attributes.isWrite()) {
            LOG.infof("api request=\"%s\" code=%d", attributes, response.getStatus());
        }
    }
}
