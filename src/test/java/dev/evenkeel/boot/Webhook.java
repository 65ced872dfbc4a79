package dev.evenkeel.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who is told by webhook, and writes down what. */
final class Webhook implements AutoCloseable {

    private final HttpServer server;
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    Webhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!refusing) {
                messages.add(EvenkeelProcess.json(body));
            }
            exchange.sendResponseHeaders(refusing ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
    }

    /** From now on everything is answered with 503. */
    void refuse(boolean wanted) {
        refusing = wanted;
    }

    /** The last part is nobody else's business. */
    String address(String secret) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + secret;
    }

    /** Every alert of every message, in order: {@code firing EvenkeelDriftNotCorrected Network/backend}. */
    List<String> told() {
        List<String> told = new ArrayList<>();
        for (JsonNode message : messages) {
            for (JsonNode alert : message.path("alerts")) {
                JsonNode labels = alert.path("labels");
                told.add(String.join(
                        " ",
                        alert.path("status").asText(),
                        labels.path("alertname").asText(),
                        labels.path("kind").asText() + "/" + labels.path("name").asText()));
            }
        }
        return told;
    }

    int messages() {
        return messages.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
