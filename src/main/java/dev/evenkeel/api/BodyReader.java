package dev.evenkeel.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.evenkeel.manifest.AliasRefusingParser;
import dev.evenkeel.manifest.DuplicateNotingParser;
import dev.evenkeel.registry.ResourceCodec;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the body of a request into a tree, and says what is wrong with it if that cannot be done. */
@Singleton
public final class BodyReader {

    /** As in Kubernetes; it counts the bytes that arrive, so a chunked body has no way round it. */
    static final int BYTES_MAX = 3 * 1024 * 1024;

    private static final List<String> EVENT_PATCHES = List.of(MediaTypes.MERGE_PATCH, MediaTypes.STRATEGIC_MERGE_PATCH);

    private final JsonMapper json;
    private final YAMLMapper yaml = new YAMLMapper();

    public BodyReader(ResourceCodec codec) {
        this.json = codec.mapper()
                .rebuild()
                .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** A whole object, in JSON or YAML. */
    Manifest manifest(Call call, InputStream body) throws IOException {
        MediaType type = call.contentType();
        if (MediaTypes.isYaml(type)) {
            return object(yamlParser(limited(body)), "YAML");
        }
        if (MediaTypes.isJson(type)) {
            return object(jsonParser(limited(body)), "JSON");
        }
        throw Failures.unsupportedMediaType(MediaTypes.MANIFESTS);
    }

    /** A review, for which typed clients have a format of their own. */
    ObjectNode review(Call call, InputStream body) throws IOException {
        return MediaTypes.isProtobuf(call.contentType())
                ? Protobuf.review(limited(body))
                : manifest(call, body).tree();
    }

    /** Changes to an object, in one of three languages. */
    Patch patch(Call call, InputStream body) throws IOException {
        return switch (MediaTypes.name(call.contentType())) {
            case MediaTypes.MERGE_PATCH -> new Patch.Merge(object(jsonParser(limited(body)), "JSON"));
            case MediaTypes.JSON_PATCH -> new Patch.Operations(operations(limited(body)));
            case MediaTypes.APPLY_PATCH -> new Patch.Configuration(configuration(limited(body)));
            default -> throw Failures.unsupportedMediaType(MediaTypes.PATCHES);
        };
    }

    /** Clients send JSON, which is YAML; but our YAML parser would not take all of it, and is slower. */
    private Manifest configuration(byte[] body) throws IOException {
        boolean json = new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("{");
        return json ? object(jsonParser(body), "JSON") : object(yamlParser(body), "YAML");
    }

    private ArrayNode operations(byte[] body) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            if (json.readTree(parser) instanceof ArrayNode operations && parser.nextToken() == null) {
                return operations;
            }
            throw Failures.badRequest("the body of the request must be an array of JSON patch operations");
        } catch (JsonProcessingException malformed) {
            throw unreadable("JSON", malformed);
        }
    }

    /** Changes to an event. Recorders send strategic merge patches, which say the same where there are no lists. */
    ObjectNode eventPatch(Call call, InputStream body) throws IOException {
        if (!EVENT_PATCHES.contains(MediaTypes.name(call.contentType()))) {
            throw Failures.unsupportedMediaType(EVENT_PATCHES);
        }
        return object(jsonParser(limited(body)), "JSON").tree();
    }

    /** What may come along with a request that needs no body; empty when nothing came. */
    ObjectNode optional(Call call, InputStream body) throws IOException {
        byte[] bytes = limited(body);
        if (bytes.length == 0) {
            return json.createObjectNode();
        }
        return MediaTypes.isYaml(call.contentType())
                ? object(yamlParser(bytes), "YAML").tree()
                : object(jsonParser(bytes), "JSON").tree();
    }

    private static byte[] limited(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw Failures.tooLarge(BYTES_MAX);
        }
        return bytes;
    }

    private JsonParser jsonParser(byte[] bytes) throws IOException {
        return json.createParser(bytes);
    }

    private JsonParser yamlParser(byte[] bytes) throws IOException {
        return new AliasRefusingParser(yaml.getFactory().createParser(bytes));
    }

    private Manifest object(JsonParser source, String format) throws IOException {
        try (DuplicateNotingParser parser = new DuplicateNotingParser(source)) {
            return new Manifest(onlyObject(json.readTree(parser), parser), parser.duplicates());
        } catch (JsonProcessingException malformed) {
            throw unreadable(format, malformed);
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
