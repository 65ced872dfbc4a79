package dev.evenkeel.engine.docker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineException.Unreachable;
import dev.evenkeel.engine.EventStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Events as they come, one JSON object after the other. Without a deadline: a quiet engine is a healthy one. */
final class DockerEvents implements EventStream {

    private final Response response;
    private final JsonParser parser;

    DockerEvents(Response response, ObjectMapper json) {
        this.response = response;
        try {
            // Over characters: over bytes the parser would wait for the first event, to tell the encoding by it.
            this.parser = json.createParser(new InputStreamReader(response.getBody(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            response.close();
            throw new Unreachable("the event stream cannot be read", failure);
        }
    }

    @Override
    public EngineEvent next() {
        try {
            Optional<JsonNode> event = Optional.ofNullable(parser.readValueAsTree());
            return event.map(DockerMapping::event).orElseThrow(() -> new Unreachable("the event stream has ended"));
        } catch (IOException failure) {
            throw new Unreachable("the event stream broke: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        response.close();
    }
}
