package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.awaitility.Awaitility;

/** A client that watches, and keeps what it was told. */
final class WatchClient implements AutoCloseable, Flow.Subscriber<String> {

    static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CompletableFuture<HttpResponse.ResponseInfo> head = new CompletableFuture<>();

    private WatchClient() {}

    /** Returns when the server has answered, though not necessarily with an event. */
    static WatchClient open(HttpClient http, URI uri, String accept) {
        WatchClient client = begin(http, uri, accept);
        client.head.join();
        return client;
    }

    static WatchClient begin(HttpClient http, URI uri, String accept) {
        WatchClient client = new WatchClient();
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Accept", accept).build();
        http.sendAsync(request, head -> {
            client.head.complete(head);
            return BodySubscribers.fromLineSubscriber(client);
        });
        return client;
    }

    HttpResponse.ResponseInfo head() {
        return head.join();
    }

    List<JsonNode> events() {
        return events;
    }

    /** The first {@code count} events, when they are there; and there are no more so far. */
    List<JsonNode> await(int count) {
        until(() -> events.size() >= count);
        assertThat(events).hasSize(count);
        return events;
    }

    void awaitEnd() {
        until(end::isDone);
    }

    @Override
    public void close() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public void onSubscribe(Flow.Subscription lines) {
        lines.request(Long.MAX_VALUE);
        subscription.complete(lines);
    }

    @Override
    public void onNext(String line) {
        events.add(parse(line));
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }
}
