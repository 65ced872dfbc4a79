package dev.evenkeel.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody whom an Alertmanager tells by webhook, and who writes down what and when. */
final class AlertReceiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();

    /**
     * One alert in one message.
     *
     * @param path where it was sent to
     * @param nanos when it came, by {@link System#nanoTime}
     */
    private record Notice(String path, boolean firing, JsonNode labels, JsonNode annotations, long nanos) {

        boolean isOf(String alert, Map<String, String> wanted) {
            return labels.path("alertname").asText().equals(alert)
                    && wanted.entrySet().stream()
                            .allMatch(label ->
                                    labels.path(label.getKey()).asText().equals(label.getValue()));
        }
    }

    AlertReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            long now = System.nanoTime();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            for (JsonNode alert : EvenkeelProcess.json(body).path("alerts")) {
                boolean firing = alert.path("status").asText().equals("firing");
                notices.add(new Notice(path, firing, alert.path("labels"), alert.path("annotations"), now));
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** When it was told for the first time that the alert fires, with these labels. */
    Optional<Long> told(String alert, Map<String, String> labels) {
        return notices.stream()
                .filter(Notice::firing)
                .filter(notice -> notice.isOf(alert, labels))
                .map(Notice::nanos)
                .findFirst();
    }

    /** Whether the last it heard of the alert is that it is over. */
    boolean over(String alert, Map<String, String> labels) {
        return notices.stream()
                .filter(notice -> notice.isOf(alert, labels))
                .reduce((one, other) -> other)
                .filter(last -> !last.firing())
                .isPresent();
    }

    /** Where the alert was sent to. */
    List<String> paths(String alert) {
        return notices.stream()
                .filter(notice -> notice.isOf(alert, Map.of()))
                .map(Notice::path)
                .distinct()
                .toList();
    }

    /** All that it heard, in order, for somebody who has to find out why it did not hear more. */
    String everything() {
        StringBuilder text = new StringBuilder();
        notices.forEach(notice -> text.append(notice.firing() ? "firing " : "resolved ")
                .append(notice.annotations().path("summary").asText())
                .append(' ')
                .append(notice.labels())
                .append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
