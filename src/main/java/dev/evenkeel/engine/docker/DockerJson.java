package dev.evenkeel.engine.docker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is in a response, up to a size that no honest one has. */
final class DockerJson {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final int MAX_RESPONSE_BYTES = 64 << 20;

    private DockerJson() {}

    /**
     * Of a response that tells of progress, object by object, the last. The status has been sent by then, so that a
     * failure is found only there.
     */
    static JsonNode last(Response response) throws IOException {
        JsonNode last = MissingNode.getInstance();
        try (JsonParser parser = MAPPER.createParser(content(response))) {
            for (TreeNode next = parser.readValueAsTree(); next != null; next = parser.readValueAsTree()) {
                last = (JsonNode) next;
            }
        }
        if (last.has("errorDetail")) {
            throw DockerErrors.named(
                    500, last.path("errorDetail").path("message").asText());
        }
        return last;
    }

    /** Why a request was refused, in the engine's words. */
    static String message(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        try {
            return MAPPER.readTree(text).path("message").asText(text);
        } catch (IOException notJson) {
            return text;
        }
    }

    static byte[] content(Response response) throws IOException {
        byte[] content = response.getBody().readNBytes(MAX_RESPONSE_BYTES);
        if (content.length == MAX_RESPONSE_BYTES) {
            throw new IOException("more than " + MAX_RESPONSE_BYTES + " bytes in a response");
        }
        return content;
    }
}
