package dev.evenkeel.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.evenkeel.registry.ResourceCodec;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes answers as the client asked for: in which shape, and in JSON, indented for human eyes, or YAML. */
@Singleton
public final class Rendering {

    /** The RFC 7234 code of a warning that is meant for the user and will not go away by itself. */
    private static final String WARNING_PREFIX = "299 - ";

    private final ObjectWriter json;
    private final ObjectWriter indented;
    private final ObjectWriter yaml;
    private final Presentation presentation;

    public Rendering(ResourceCodec codec, Presentation presentation) {
        this.presentation = presentation;
        this.json = codec.mapper().writer();
        this.indented = codec.mapper().writerWithDefaultPrettyPrinter();
        this.yaml = YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build()
                .writer();
    }

    /** @throws Failure 406 when the client accepts nothing that we can write */
    Response render(Call call, Answer answer) {
        Representation wanted = Representation.of(call).orElseThrow(() -> Failures.notAcceptable(MediaTypes.MANIFESTS));
        ObjectNode body = presentation.present(answer.body(), wanted.shape(), Presentation.Include.of(call));
        return write(call, new Answer(answer.code(), body, answer.warnings()), wanted.format());
    }

    /** A failure is always told, in JSON if the client accepts nothing that we can write. */
    Response render(Call call, StatusBody failure) {
        Representation wanted = Representation.of(call).orElse(Representation.PLAIN);
        Response response = write(call, Answer.of(failure), wanted.format());
        int seconds = failure.details().retryAfterSeconds();
        return seconds == 0
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, seconds)
                        .build();
    }

    private Response write(Call call, Answer answer, Representation.Format format) {
        Response.ResponseBuilder response = Response.status(answer.code());
        switch (format) {
            case JSON -> response.type(MediaTypes.JSON).entity(bytes(wantsIndentation(call) ? indented : json, answer));
            case YAML -> response.type(MediaTypes.YAML).entity(bytes(yaml, answer));
        }
        answer.warnings().forEach(warning -> response.header("Warning", WARNING_PREFIX + quoted(warning)));
        return response.build();
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
