package dev.evenkeel.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.evenkeel.registry.ResourceCodec;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes answers in the form that the client asked for: JSON, indented for human eyes, or YAML. */
@Singleton
public final class Rendering {

    /** The RFC 7234 code of a warning that is meant for the user and will not go away by itself. */
    private static final String WARNING_PREFIX = "299 - ";

    private final ObjectWriter json;
    private final ObjectWriter indented;
    private final ObjectWriter yaml;

    public Rendering(ResourceCodec codec) {
        this.json = codec.mapper().writer();
        this.indented = codec.mapper().writerWithDefaultPrettyPrinter();
        this.yaml = YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build()
                .writer();
    }

    /** Forms an answer can have. */
    private enum Form {
        JSON,
        YAML
    }

    /** @throws Failure 406 when the client accepts nothing that we can write */
    Response render(Call call, Answer answer) {
        Form form = accepted(call.headers()).orElseThrow(() -> Failures.notAcceptable(MediaTypes.MANIFESTS));
        return write(call, answer, form);
    }

    /** A failure is always told, in JSON if the client accepts nothing that we can write. */
    Response render(Call call, StatusBody failure) {
        return write(call, Answer.of(failure), accepted(call.headers()).orElse(Form.JSON));
    }

    private Response write(Call call, Answer answer, Form form) {
        Response.ResponseBuilder response = Response.status(answer.code());
        switch (form) {
            case JSON -> response.type(MediaTypes.JSON).entity(bytes(wantsIndentation(call) ? indented : json, answer));
            case YAML -> response.type(MediaTypes.YAML).entity(bytes(yaml, answer));
        }
        answer.warnings().forEach(warning -> response.header("Warning", WARNING_PREFIX + quoted(warning)));
        return response.build();
    }

    /** The first entry of the Accept header that we can serve; what has {@code as=} (tables and the like) is not. */
    private static Optional<Form> accepted(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .filter(type -> !type.getParameters().containsKey("as"))
                .flatMap(type -> form(type).stream())
                .findFirst();
    }

    private static Optional<Form> form(MediaType type) {
        if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            return Optional.of(Form.JSON);
        }
        return MediaTypes.isYaml(type) ? Optional.of(Form.YAML) : Optional.empty();
    }

    private static boolean wantsIndentation(Call call) {
        String agent = Optional.ofNullable(call.headers().getHeaderString(HttpHeaders.USER_AGENT))
                .orElse("");
        return call.query("pretty").isPresent() ? call.flag("pretty") : agent.startsWith("curl/");
    }

    private static byte[] bytes(ObjectWriter writer, Answer answer) {
        ObjectNode body = answer.body();
        try {
            return writer.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("a tree could not be written", impossible);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
