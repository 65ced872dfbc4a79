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
    private final Runnable onEnd;

    /** @param onEnd told when the stream ends, however it does: an engine that stops ends it first of all */
    DockerEvents(Response response, ObjectMapper json, Runnable onEnd) {
        this.response = response;
        this.onEnd = onEnd;
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
            return event.map(DockerMapping::event).orElseThrow(this::ended);
        } catch (IOException failure) {
            onEnd.run();
            throw new Unreachable("the event stream broke: " + failure.getMessage(), failure);
        }
    }

    private Unreachable ended() {
        onEnd.run();
        return new Unreachable("the event stream has ended");
    }

    @Override
    public void close() {
        response.close();
    }
}
