package dev.evenkeel.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * The place where it is known who wants to do what, and the handler has not run yet.
 *
 * <p>Today reaching the API is the permission to use all of it: it listens on the loopback interface and on a socket
 * file that only its group may open. Tokens and roles are to be asked here; until then this notes the attributes of the
 * request for the log and lets everybody in.
 */
@Provider
@Singleton
public final class Access implements ContainerRequestFilter {

    static final String ATTRIBUTES = Attributes.class.getName();

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(ATTRIBUTES, Attributes.of(request));
    }
}
