package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel version}. */
final class VersionCommandTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
            + "{\"major\": \"1\", \"gitVersion\": \"v1.36.0+evenkeel.1.2.0\"}";

    @TempDir
    Path folder;

    @Test
    void itSaysWhatItIsAndThatNobodyAnswers() {
        Path socket = folder.resolve("api.sock");
        assertThat(version())
                .isEqualTo(new Said(
                        0, "evenkeel 1.2.3, revision abc, Java 25\nno server answers at " + socket + "\n", ""));
        assertThat(version("--output", "json").out()).doesNotContain("server");
    }

    @Test
    void itSaysWhatRunsOnTheDataDirectory() throws IOException {
        assertThat(asked(ANSWER)).isEqualTo("evenkeel 1.2.3, revision abc, Java 25\nserver   1.2.0\n");
        assertThat(asked(ANSWER, "--output", "json").replaceAll("\\s", ""))
                .isEqualTo("{\"version\":\"1.2.3\",\"revision\":\"abc\",\"java\":\"25\","
                        + "\"server\":{\"version\":\"1.2.0\"}}");
    }

    @Test
    void whoAnswersSomethingElseIsNoServerOfOurs() throws IOException {
        for (String other : new String[] {
            "",
            "SSH-2.0\r\n",
            "HTTP/1.1 200 OK\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\n\r\n<html>",
            ANSWER.replace("+even", "+un")
        }) {
            assertThat(asked(other)).as(other).contains("no server answers");
        }
    }

    @Test
    void anotherFormThanTheseIsRefused() {
        Said said = version("--output", "xml");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("[text, json]");
    }

    /** What the command prints when the server sends {@code answer} and hangs up. */
    private String asked(String answer, String... words) throws IOException {
        Path socket = folder.resolve("api.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
                try (SocketChannel client = server.accept()) {
                    client.read(ByteBuffer.allocate(1_000));
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                } catch (IOException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            Said said = version(words);
            answered.join();
            assertThat(said.code()).isZero();
            return said.out();
        } finally {
            assertThat(socket.toFile().delete()).isTrue();
        }
    }

    private Said version(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "version";
        System.arraycopy(words, 0, all, 1, words.length);
        return Said.by(new VersionCommand(Said.BUILD, () -> folder.resolve("api.sock")), all);
    }
}
