package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A document that is the same until the next start, so that clients need to read it once only.
 *
 * @param json the document as it is sent
 * @param hash of it: another document has another
 */
record HashedDocument(String json, String hash) {

    static HashedDocument of(ObjectNode tree) {
        String json = tree.toString();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return new HashedDocument(json, HexFormat.of().withUpperCase().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The answer to a client that may have the document already: then without a body. */
    Response.ResponseBuilder answer(Request request, String mediaType) {
        return answer(request, () -> Response.ok(json.getBytes(StandardCharsets.UTF_8), mediaType));
    }

    /** Likewise, for a document that is rendered as the client wants it. */
    Response.ResponseBuilder answer(Request request, Supplier<Response.ResponseBuilder> rendered) {
        EntityTag tag = new EntityTag(hash);
        return Optional.ofNullable(request.evaluatePreconditions(tag))
                .orElseGet(rendered)
                .tag(tag)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }
}
