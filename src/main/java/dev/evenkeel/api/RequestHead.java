package dev.evenkeel.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be wrong with a request before anybody looks at where it goes. */
final class RequestHead {

    /** More than any selector needs. */
    static final int URI_LENGTH_MAX = 16 * 1024;

    /** Names and values of all headers, in characters. */
    static final int HEADER_LENGTH_MAX = 16 * 1024;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /**
     * Spellings by which one path could pass for another: parameters of a segment, empty and dotted segments, and
     * encoded slashes and control characters. No path of ours has any of them.
     */
    private static final Pattern DISGUISE = Pattern.compile(
            ";|//|\\\\|%2f|%5c|%3b|%[01][0-9a-f]|%7f|(/|%2f)(\\.|%2e){1,2}(/|%2f|$)", Pattern.CASE_INSENSITIVE);

    private static final Pattern MEDIA_TYPE = Pattern.compile("[^\\s/;]+/[^\\s/;]+\\s*(;.*)?");

    private RequestHead() {}

    /** Why the request is refused, if it is. */
    static Optional<Failure> refusal(HttpServerRequest request) {
        if (request.uri().length() > URI_LENGTH_MAX) {
            return Optional.of(Failures.uriTooLong(URI_LENGTH_MAX));
        }
        if (headerLength(request) > HEADER_LENGTH_MAX) {
            return Optional.of(Failures.headersTooLarge(HEADER_LENGTH_MAX));
        }
        if (!hasOneMeaning(request.headers())) {
            return Optional.of(Failures.ofFramework(400));
        }
        if (!METHODS.contains(request.method().name())) {
            return Optional.of(Failures.methodNotAllowed());
        }
        if (!isUri(request.uri())) {
            return Optional.of(Failures.ofFramework(400));
        }
        String contentType = request.headers().get(HttpHeaders.CONTENT_TYPE);
        if (contentType != null && !MEDIA_TYPE.matcher(contentType).matches()) {
            return Optional.of(Failures.ofFramework(415));
        }
        return DISGUISE.matcher(request.path()).find() ? Optional.of(Failures.unknownPath()) : Optional.empty();
    }

    /**
     * The decoder beneath refuses two lengths. What it lets pass, another program in between might read otherwise, and
     * take the end of a request for the beginning of the next.
     */
    private static boolean hasOneMeaning(MultiMap headers) {
        return headers.getAll(HttpHeaders.HOST).size() <= 1
                && headers.getAll(HttpHeaders.TRANSFER_ENCODING).stream().allMatch("chunked"::equalsIgnoreCase)
                && headers.names().stream().noneMatch(String::isBlank);
    }

    private static boolean isUri(String text) {
        try {
            return !new URI(text).isOpaque();
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static int headerLength(HttpServerRequest request) {
        return request.headers().entries().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
    }
}
