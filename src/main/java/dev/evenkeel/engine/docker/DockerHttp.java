package dev.evenkeel.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.evenkeel.engine.EngineCalls;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineException.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Requests and responses: the one place where deadlines are kept, where failures get their name, and where the API
 * version is agreed on.
 */
final class DockerHttp implements AutoCloseable {

    /** From here on an answer is a refusal. */
    private static final int REFUSED = 400;

    /** A disk that takes longer is one that nobody should send the engine through. */
    private static final Duration WALK_MAX = Duration.ofMinutes(10);

    private final DockerConnection connection;
    private final ScheduledExecutorService clock;
    private final EngineCalls listener;
    private final DockerLosses losses;
    private final DockerHttpClient calls;
    private final DockerHttpClient streams;
    private volatile String apiVersion = "";

    DockerHttp(DockerConnection connection, ScheduledExecutorService clock, EngineCalls listener) {
        this.connection = connection;
        this.clock = clock;
        this.listener = listener;
        this.losses = new DockerLosses(connection);
        this.calls = DockerClients.forCalls(connection);
        this.streams = DockerClients.forStreams(connection);
    }

    JsonNode get(String path) {
        return call(request("GET", path));
    }

    /** What sends the engine for a walk through its disk. */
    JsonNode getSlowly(String path) {
        return slowly(request("GET", path).build(), WALK_MAX);
    }

    void delete(String path) {
        call(request("DELETE", path));
    }

    JsonNode post(String path, JsonNode body) {
        return post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    JsonNode post(String path, String contentType, byte[] body) {
        return call(request("POST", path).putHeader("Content-Type", contentType).bodyBytes(body));
    }

    /** What the engine may take {@code time} for, beyond what every call may take. */
    void postSlowly(String path, Duration time) {
        slowly(request("POST", path).bodyBytes(new byte[0]).build(), time.plus(connection.callDeadline()));
    }

    /** Sends a body that makes the engine walk through a folder. */
    void put(String path, String contentType, byte[] body) {
        slowly(
                request("PUT", path)
                        .putHeader("Content-Type", contentType)
                        .bodyBytes(body)
                        .build(),
                WALK_MAX);
    }

    /** Starts what writes to the response, and reads that for {@code limit} at most. */
    InputStream postAndDownload(String path, JsonNode body, Duration limit) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        Request request = request("POST", path)
                .putHeader("Content-Type", "application/json")
                .bodyBytes(body.toString().getBytes(StandardCharsets.UTF_8))
                .build();
        return new LimitedStream(open(request), clock, limit);
    }

    /** A header of what {@code HEAD path} answers; empty if it is not there. */
    String head(String path, String header) {
        return exchange(request("HEAD", path).build(), response -> header(response, header));
    }

    /** Opens a response of any length; whoever gets it closes it. */
    Response open(String path) {
        return open(request("GET", path).build());
    }

    private Response open(Request request) {
        Deadline deadline = Deadline.ofThisThread(clock, connection.callDeadline());
        try (deadline) {
            return accepted(send(streams, request, deadline));
        } catch (IOException failure) {
            throw unreachable(request, deadline, failure);
        }
    }

    InputStream download(String path) {
        return new DownloadStream(open(path), clock, connection.idleDeadline());
    }

    InputStream postAndDownload(String path) {
        Request request = request("POST", path).bodyBytes(new byte[0]).build();
        return new DownloadStream(open(request), clock, connection.idleDeadline());
    }

    /**
     * Sends a body of any length, for as long as the engine keeps taking it.
     *
     * @throws IOException when {@code body} cannot be read
     */
    void upload(String path, String contentType, InputStream body) throws IOException {
        String versioned = "/v" + apiVersion() + path;
        Deadline deadline = Deadline.ofThisThread(clock, connection.idleDeadline());
        UploadStream source = new UploadStream(body, deadline);
        try (deadline) {
            UploadExchange.Answer answer = send(versioned, contentType, source, deadline);
            if (answer.status() >= REFUSED) {
                throw refused(answer.status(), DockerJson.message(answer.content()));
            }
        } catch (IOException failure) {
            source.rethrowFailure();
            throw unreachable("PUT " + versioned, deadline, failure);
        }
    }

    /** The API version that both sides speak. */
    String apiVersion() {
        String agreed = apiVersion;
        if (agreed.isEmpty()) {
            Request ping = rawRequest("GET", "/_ping").build();
            agreed = ApiVersions.agreeOn(exchange(ping, response -> header(response, "Api-Version")));
            apiVersion = agreed;
        }
        return agreed;
    }

    /** After an outage it may be another engine that comes back, so that the next call asks what it speaks. */
    void agreeAnew() {
        apiVersion = "";
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        try (calls;
                streams) {
            apiVersion = "";
        } catch (IOException failure) {
            throw new Unreachable("closing the connections to " + connection.host(), failure);
        }
    }

    private JsonNode call(Request.Builder request) {
        return exchange(request.build(), DockerJson::last);
    }

    private <T> T exchange(Request request, Reading<T> reading) {
        Deadline deadline = Deadline.ofThisThread(clock, connection.callDeadline());
        try (deadline;
                Response response = accepted(send(calls, request, deadline))) {
            return reading.of(response);
        } catch (IOException failure) {
            throw unreachable(request, deadline, failure);
        }
    }

    private JsonNode slowly(Request request, Duration limit) {
        Deadline deadline = Deadline.ofThisThread(clock, limit);
        try (deadline;
                Response response = accepted(send(streams, request, deadline))) {
            return DockerJson.last(response);
        } catch (IOException failure) {
            throw unreachable(request, deadline, failure);
        }
    }

    private Request.Builder request(String method, String path) {
        return rawRequest(method, "/v" + apiVersion() + path);
    }

    private static Request.Builder rawRequest(String method, String path) {
        return Request.builder()
                .method(method)
                .path(path)
                // A kept connection may have died with an engine that restarted, and then nobody knows whether the
                // POST sent over it was done. A new one costs microseconds.
                .putHeader("Connection", "close")
                // The transport offers gzip by itself, and the engine takes it: archives get eight times slower.
                .putHeader("Accept-Encoding", "identity");
    }

    /** Answers when the head of the response is there. */
    private Response send(DockerHttpClient client, Request request, Deadline deadline) throws IOException {
        EngineCalls.Call call = listener.begin(DockerOperations.of(request.method(), request.path()));
        try {
            Response response = execute(client, request);
            call.answered(response.getStatusCode(), DockerDate.of(header(response, "Date")));
            return response;
        } catch (IOException | RuntimeException failure) {
            call.failed(!deadline.expired());
            throw failure;
        }
    }

    private UploadExchange.Answer send(String path, String contentType, UploadStream body, Deadline deadline)
            throws IOException {
        EngineCalls.Call call = listener.begin(DockerOperations.of("PUT", path));
        try (UploadExchange exchange = UploadExchange.with(connection)) {
            UploadExchange.Answer answer = exchange.put(path, contentType, body);
            call.answered(answer.status(), DockerDate.of(answer.date()));
            return answer;
        } catch (IOException | RuntimeException failure) {
            call.failed(!deadline.expired());
            throw failure;
        }
    }

    private static Response execute(DockerHttpClient client, Request request) throws IOException {
        try {
            return client.execute(request);
        } catch (IllegalStateException noConnection) {
            throw new IOException("no connection: interrupted, or closed", noConnection);
        } catch (RuntimeException failure) {
            // The transport wraps what the socket says.
            if (failure.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    private Response accepted(Response response) throws IOException {
        int status = response.getStatusCode();
        if (status < REFUSED) {
            return response;
        }
        try (response) {
            throw refused(status, DockerJson.message(DockerJson.content(response)));
        }
    }

    private EngineException refused(int status, String message) {
        EngineException failure = DockerErrors.named(status, message);
        if (failure instanceof Unreachable) {
            agreeAnew();
        }
        return failure;
    }

    private static String header(Response response, String name) {
        return Objects.requireNonNullElse(response.getHeader(name), "");
    }

    private Unreachable unreachable(Request request, Deadline deadline, IOException failure) {
        return unreachable(request.method() + " " + request.path(), deadline, failure);
    }

    private Unreachable unreachable(String what, Deadline deadline, IOException failure) {
        agreeAnew();
        return deadline.expired()
                ? new Unreachable(what + ": no answer in time", failure)
                : losses.named(what, failure);
    }

    /** Makes something of a response that is open only meanwhile. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(Response response) throws IOException;
    }
}
