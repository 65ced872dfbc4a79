package dev.evenkeel.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Asks the server on a data directory, over its socket file, what version it is. */
final class ServerVersion {

    private static final String REQUEST =
            "GET /version HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";

    private static final String OURS = "+evenkeel.";

    /** How long the server may be silent. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int ANSWER_MAX = 16 * 1024;

    private ServerVersion() {}

    /** Empty when nobody answers there, or not as a server of ours does. */
    static Optional<String> at(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector readable = Selector.open()) {
            channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(readable, SelectionKey.OP_READ);
            ByteBuffer answer = ByteBuffer.allocate(ANSWER_MAX);
            int read = 0;
            while (read >= 0 && answer.hasRemaining() && readable.select(PATIENCE.toMillis()) > 0) {
                readable.selectedKeys().clear();
                read = channel.read(answer);
            }
            return version(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));
        } catch (IOException | UnsupportedOperationException nobody) {
            return Optional.empty();
        }
    }

    /** What it says is a version of Kubernetes, and ours behind that: {@code v1.36.0+evenkeel.0.1.0}. */
    private static Optional<String> version(String answer) throws IOException {
        int body = answer.indexOf("\r\n\r\n");
        if (body < 0) {
            return Optional.empty();
        }
        String said = new ObjectMapper()
                .readTree(answer.substring(body))
                .path("gitVersion")
                .asText();
        return Optional.of(said)
                .filter(text -> text.contains(OURS))
                .map(text -> text.substring(text.indexOf(OURS) + OURS.length()));
    }
}
