package dev.evenkeel.boot;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes traces by OTLP over HTTP, and reads of the protobuf what a story is made of. */
final class TraceCollector implements AutoCloseable {

    /** Ids in hexadecimal; {@code parent} is empty for the first of a trace. */
    record Span(String trace, String id, String parent, String name) {}

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    TraceCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            ByteBuffer request = ByteBuffer.wrap(exchange.getRequestBody().readAllBytes());
            for (ByteBuffer resource : fields(request, 1)) {
                for (ByteBuffer scope : fields(resource, 2)) {
                    fields(scope, 2).forEach(span -> spans.add(span(span)));
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What has come of one trace so far. */
    List<Span> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Span span(ByteBuffer span) {
        return new Span(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                first(span, 5)
                        .map(name -> StandardCharsets.UTF_8.decode(name).toString())
                        .orElse(""));
    }

    private static String hex(ByteBuffer message, int field) {
        return first(message, field)
                .map(value -> {
                    byte[] bytes = new byte[value.remaining()];
                    value.get(bytes);
                    return HexFormat.of().formatHex(bytes);
                })
                .orElse("");
    }

    private static Optional<ByteBuffer> first(ByteBuffer message, int field) {
        return fields(message, field).stream().findFirst();
    }

    /** The fields of that number that have a length. */
    private static List<ByteBuffer> fields(ByteBuffer message, int number) {
        ByteBuffer in = message.duplicate();
        List<ByteBuffer> found = new ArrayList<>();
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            switch (tag & 7) {
                case VARINT -> varint(in);
                case FIXED64 -> in.position(in.position() + Long.BYTES);
                case BYTES -> {
                    int length = (int) varint(in);
                    if (tag >> 3 == number) {
                        found.add(in.slice(in.position(), length));
                    }
                    in.position(in.position() + length);
                }
                default -> in.position(in.position() + Integer.BYTES);
            }
        }
        return found;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
