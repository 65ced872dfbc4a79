package dev.evenkeel.api;

import dev.evenkeel.access.Caller;
import jakarta.ws.rs.core.SecurityContext;

/** A caller, as the framework carries him from the filter to the handler. */
record CallerContext(Caller caller) implements SecurityContext {

    @Override
    public Caller getUserPrincipal() {
        return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller.groups().contains(role);
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
