package dev.evenkeel.engine.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A unix socket that answers as it is told to and then leaves the connection open: a real engine hangs only when nobody
 * wants it to.
 */
final class ScriptedEngine implements AutoCloseable {

    private final ServerSocketChannel server;
    private final Path socket;
    private final UnaryOperator<String> answers;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean hangsUp;

    /** @param answers from the request line, {@code GET /_ping HTTP/1.1}, to everything that is sent back */
    ScriptedEngine(Path folder, UnaryOperator<String> answers) throws IOException {
        this.socket = folder.resolve("engine.sock");
        this.answers = answers;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    static String ok(String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n" + headers + "\r\n" + body;
    }

    static String ping(String apiVersion) {
        return ok("Api-Version: " + apiVersion + "\r\n", "OK");
    }

    URI host() {
        return URI.create("unix://" + socket);
    }

    /** From now on it closes the connection when it has answered, whatever else the client has to say. */
    void hangUp() {
        hangsUp = true;
    }

    /** The request lines so far. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> answer(connection));
            }
        } catch (IOException closed) {
            connections.clear();
        }
    }

    private void answer(SocketChannel connection) {
        try {
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8));
            String request = reader.readLine();
            while (!reader.readLine().isEmpty()) {
                // The other headers do not matter here.
                continue;
            }
            requests.add(request);
            OutputStream out = Channels.newOutputStream(connection);
            out.write(answers.apply(request).getBytes(StandardCharsets.UTF_8));
            if (hangsUp) {
                connection.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
