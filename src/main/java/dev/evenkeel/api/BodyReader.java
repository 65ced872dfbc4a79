package dev.evenkeel.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.evenkeel.registry.ResourceCodec;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads the body of a request into a tree, and says what is wrong with it if that cannot be done. */
@Singleton
public final class BodyReader {

    /** As in Kubernetes; it counts the bytes that arrive, so a chunked body has no way round it. */
    static final int BYTES_MAX = 3 * 1024 * 1024;

    private final JsonMapper json;
    private final YAMLMapper yaml = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public BodyReader(ResourceCodec codec) {
        this.json = codec.mapper();
    }

    /** A whole object, in JSON or YAML. */
    ObjectNode manifest(Call call, InputStream body) throws IOException {
        MediaType type = mediaType(call);
        if (MediaTypes.isYaml(type)) {
            return yaml(limited(body));
        }
        if (MediaTypes.isJson(type)) {
            return json(limited(body));
        }
        throw Failures.unsupportedMediaType(MediaTypes.MANIFESTS);
    }

    /** Changes to an object, by RFC 7386. */
    ObjectNode mergePatch(Call call, InputStream body) throws IOException {
        if (!MediaTypes.isMergePatch(mediaType(call))) {
            throw Failures.unsupportedMediaType(List.of(MediaTypes.MERGE_PATCH));
        }
        return json(limited(body));
    }

    /** What may come along with a request that needs no body; empty when nothing came. */
    ObjectNode optional(InputStream body) throws IOException {
        byte[] bytes = limited(body);
        return bytes.length == 0 ? json.createObjectNode() : json(bytes);
    }

    private static MediaType mediaType(Call call) {
        return Optional.ofNullable(call.headers().getMediaType()).orElse(MediaType.APPLICATION_JSON_TYPE);
    }

    private static byte[] limited(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw Failures.tooLarge(BYTES_MAX);
        }
        return bytes;
    }

    private ObjectNode json(byte[] bytes) throws IOException {
        try (JsonParser parser = json.createParser(bytes)) {
            return onlyObject(json.readTree(parser), parser);
        } catch (JsonProcessingException malformed) {
            throw unreadable("JSON", malformed);
        }
    }

    private ObjectNode yaml(byte[] bytes) throws IOException {
        try (JsonParser parser = new AliasRefusingParser(yaml.getFactory().createParser(bytes))) {
            return onlyObject(yaml.readTree(parser), parser);
        } catch (JsonProcessingException malformed) {
            throw unreadable("YAML", malformed);
        }
    }

    private static ObjectNode onlyObject(JsonNode tree, JsonParser rest) throws IOException {
        if (!(tree instanceof ObjectNode object)) {
            throw Failures.badRequest("the body of the request must be one object, but it is "
                    + (tree == null || tree.isMissingNode() ? "empty" : "something else"));
        }
        if (rest.nextToken() != null) {
            throw Failures.badRequest("the body of the request must be one object, but there is more after its end:"
                    + " send each document in a request of its own");
        }
        return object;
    }

    /** The exception's own text would quote the body and name our classes, so it is put together anew. */
    private static Failure unreadable(String format, JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        String what = malformed.getOriginalMessage().lines().findFirst().orElse("");
        return Failures.badRequest("the body of the request is not valid " + format + where + ": " + what);
    }
}
