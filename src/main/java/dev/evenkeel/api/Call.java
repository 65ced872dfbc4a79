package dev.evenkeel.api;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;

/** One request: where it went and how it wants its answer. The body comes separately. */
public record Call(@Context UriInfo uri, @Context HttpHeaders headers) {

    String plural() {
        return pathParameter("plural");
    }

    String namespace() {
        return pathParameter("namespace");
    }

    String name() {
        return pathParameter("name");
    }

    Optional<String> query(String parameter) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(parameter));
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
