package dev.evenkeel.engine.docker;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocket;

/**
 * One request with a body of any length, on a connection of its own. An engine that gives up in the middle of a body,
 * because a disk is full for instance, answers, reads no more, and closes. The transport hears of the closing only, and
 * its caller would never know why; here the answer is read all the same.
 */
final class UploadExchange implements AutoCloseable {

    private static final int CONTINUE = 100;
    private static final int OK = 200;
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int HEAD_BYTES_MAX = 64 << 10;
    private static final int CONTENT_BYTES_MAX = 1 << 20;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final SocketChannel connection;
    private final WritableByteChannel requests;
    private final String host;
    private final InputStream answers;

    private UploadExchange(SocketChannel connection, WritableByteChannel requests, InputStream answers, String host) {
        this.connection = connection;
        this.requests = requests;
        this.host = host;
        this.answers = new BufferedInputStream(answers);
    }

    /**
     * What the engine said.
     *
     * @param date when, as it writes it; may be empty
     */
    record Answer(int status, String date, byte[] content) {}

    static UploadExchange with(DockerConnection engine) throws IOException {
        URI host = engine.host();
        if (host.getScheme().equals("unix")) {
            return inTheClear(SocketChannel.open(UnixDomainSocketAddress.of(host.getPath())), "docker");
        }
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(host.getHost(), host.getPort()));
        if (engine.tls().isEmpty()) {
            return inTheClear(channel, host.getAuthority());
        }
        try {
            SSLSocket socket = engine.tls().get().over(channel, host);
            return new UploadExchange(
                    channel,
                    Channels.newChannel(socket.getOutputStream()),
                    socket.getInputStream(),
                    host.getAuthority());
        } catch (IOException untrusted) {
            channel.close();
            throw untrusted;
        }
    }

    private static UploadExchange inTheClear(SocketChannel channel, String host) {
        return new UploadExchange(channel, channel, Channels.newInputStream(channel), host);
    }

    /** Sends {@code body} until it ends, or the engine does not want any more of it. */
    Answer put(String path, String contentType, InputStream body) throws IOException {
        write(ByteBuffer.wrap(("PUT " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + contentType
                        + "\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\nConnection: close" + END_OF_HEAD)
                .getBytes(StandardCharsets.US_ASCII)));
        Answer answer = answer();
        if (answer.status() != CONTINUE) {
            return answer;
        }
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            try {
                send(chunk, read);
            } catch (IOException broken) {
                return answerBefore(broken);
            }
        }
        try {
            write(ascii("0" + END_OF_HEAD));
        } catch (IOException broken) {
            return answerBefore(broken);
        }
        return answer();
    }

    private void send(byte[] chunk, int length) throws IOException {
        if (length > 0) {
            write(ascii(Integer.toHexString(length) + "\r\n"), ByteBuffer.wrap(chunk, 0, length), ascii("\r\n"));
        }
    }

    /** What was answered before the connection broke, if it was. */
    private Answer answerBefore(IOException broken) throws IOException {
        try {
            return answer();
        } catch (IOException nothing) {
            broken.addSuppressed(nothing);
            throw broken;
        }
    }

    private Answer answer() throws IOException {
        String[] lines = head().split("\r\n");
        Map<String, String> headers = new HashMap<>();
        for (int line = 1; line < lines.length; line++) {
            String[] parts = lines[line].split(":", 2);
            headers.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[parts.length - 1].strip());
        }
        int status = status(lines[0]);
        return new Answer(status, headers.getOrDefault("date", ""), status < OK ? new byte[0] : content(headers));
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD, Math.max(0, head.length() - END_OF_HEAD.length())) < 0) {
            int next = answers.read();
            if (next < 0 || head.length() == HEAD_BYTES_MAX) {
                throw new EOFException("the engine closed the connection without an answer");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int status(String line) throws IOException {
        String[] words = line.split(" ");
        if (words.length < 2) {
            throw new IOException("this is no answer of an engine: " + line);
        }
        return number(words[1], 10);
    }

    private byte[] content(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        String length = headers.getOrDefault("content-length", Integer.toString(CONTENT_BYTES_MAX));
        return answers.readNBytes(Math.min(CONTENT_BYTES_MAX, number(length, 10)));
    }

    private byte[] chunks() throws IOException {
        ByteBuffer content = ByteBuffer.allocate(CONTENT_BYTES_MAX);
        for (int size = number(line(), 16); size > 0; size = number(line(), 16)) {
            content.put(answers.readNBytes(Math.min(size, content.remaining())));
            line();
        }
        byte[] bytes = new byte[content.flip().remaining()];
        content.get(bytes);
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answers.read(); next >= 0 && next != '\n'; next = answers.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static int number(String text, int radix) throws IOException {
        try {
            return Integer.parseInt(text, radix);
        } catch (NumberFormatException strange) {
            throw new IOException("this is no number: " + text, strange);
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void write(ByteBuffer... buffers) throws IOException {
        if (requests instanceof GatheringByteChannel gathering) {
            ByteBuffer last = buffers[buffers.length - 1];
            while (last.hasRemaining()) {
                gathering.write(buffers);
            }
        } else {
            for (ByteBuffer buffer : buffers) {
                requests.write(buffer);
            }
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
