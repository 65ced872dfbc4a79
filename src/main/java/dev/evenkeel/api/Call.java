package dev.evenkeel.api;

import dev.evenkeel.access.Caller;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One request: who sent it, where it went, and how it wants its answer. The body comes separately. */
public record Call(
        @Context UriInfo uri,
        @Context HttpHeaders headers,
        @Context SecurityContext security) {

    /** A call that came to nothing: who sent it does not matter any more. */
    static Call failed(UriInfo uri, HttpHeaders headers) {
        return new Call(uri, headers, new CallerContext(new Caller("", Set.of())));
    }

    /** Who asks. */
    Caller caller() {
        return (Caller) security.getUserPrincipal();
    }

    /** What the body claims to be; JSON when it claims nothing. */
    MediaType contentType() {
        return Optional.ofNullable(headers.getMediaType()).orElse(MediaType.APPLICATION_JSON_TYPE);
    }

    /** What the client takes for an answer, the best first; nothing when nobody can read that. */
    List<MediaType> accepted() {
        try {
            return headers.getAcceptableMediaTypes();
        } catch (WebApplicationException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    String plural() {
        return pathParameter("plural");
    }

    String namespace() {
        return pathParameter("namespace");
    }

    String subresource() {
        return pathParameter("subresource");
    }

    String name() {
        return pathParameter("name");
    }

    Optional<String> query(String parameter) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(parameter));
    }

    /** The client's name for itself: what its User-Agent says before the first slash. */
    String program() {
        String agent = Optional.ofNullable(headers.getHeaderString(HttpHeaders.USER_AGENT))
                .orElse("");
        return agent.split("/", 2)[0];
    }

    /** True for {@code ?flag}, {@code ?flag=true} and {@code ?flag=1}. */
    boolean flag(String parameter) {
        return query(parameter)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .filter(value -> value.isEmpty() || value.equals("true") || value.equals("1"))
                .isPresent();
    }

    private String pathParameter(String parameter) {
        return Optional.ofNullable(uri.getPathParameters().getFirst(parameter)).orElse("");
    }
}
