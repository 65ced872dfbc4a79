package dev.evenkeel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Stands between the program and the engine, counts the calls that make or change something, and does something at
 * the n-th of them: before the engine hears of it, or after it was done and before the program learns of it.
 */
public final class EngineProxy implements AutoCloseable {

    /** Each request begins a packet of its own: the client sends one at a time on a connection. */
    private static final Pattern MUTATION =
            Pattern.compile("^(POST /v[0-9.]+/(networks/(create|[^/]+/(connect|disconnect))|(volumes|containers)/create"
                    + "|containers/[^/]+/(start|stop|pause|unpause))"
                    + "|DELETE /v[0-9.]+/(networks|volumes)/).*");

    /** Likewise, and what is unpacked into volumes, and helpers that go. */
    private static final Pattern WRITE = Pattern.compile(
            MUTATION.pattern() + "|^(PUT /v[0-9.]+/containers/[^/]+/archive|DELETE /v[0-9.]+/containers/).*");

    private static final Pattern DISCONNECT = Pattern.compile("^POST /v[0-9.]+/networks/[^/]+/disconnect.*");

    private static final Pattern EVENTS = Pattern.compile("^GET /v[0-9.]+/events");

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path engine;
    private final Path socket;
    private final ServerSocketChannel server;
    private final AtomicInteger mutations = new AtomicInteger();
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
    private volatile boolean passes = true;
    private volatile boolean eventsPass = true;
    private volatile int nth = Integer.MAX_VALUE;
    private volatile Pattern counted = MUTATION;
    private volatile boolean before;
    private volatile Runnable action = () -> {};

    public EngineProxy(URI engine, Path socket) throws IOException {
        this.engine = Path.of(engine.getPath());
        this.socket = socket;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        daemon("engine-proxy", this::accept);
    }

    public URI uri() {
        return URI.create("unix://" + socket);
    }

    public int mutations() {
        return mutations.get();
    }

    /** From now on nobody is told of anything: whoever asks for events is hung up on. */
    public void withholdEvents() {
        eventsPass = false;
    }

    /** From now on whoever asks is told again. */
    public void tellEvents() {
        eventsPass = true;
    }

    /** From now on there is no engine: whoever is there is hung up on, and so is whoever comes. */
    public void cut() {
        passes = false;
        exchanges.forEach(Exchange::hangUp);
    }

    /** From now on the engine is there again. */
    public void mend() {
        passes = true;
    }

    /** From now on: does {@code whatToDo} at the n-th change. */
    public void at(int call, boolean beforeTheEngineHears, Runnable whatToDo) {
        mutations.set(0);
        before = beforeTheEngineHears;
        action = whatToDo;
        nth = call;
    }

    /** From now on what is unpacked into volumes, and helpers that are removed, count, too. */
    public void countWrites() {
        counted = WRITE;
    }

    /** From now on only containers that are taken off networks count. */
    public void countDisconnects() {
        counted = DISCONNECT;
    }

    /** Counts from zero and lets everything pass. */
    public void countOnly() {
        at(Integer.MAX_VALUE, true, () -> {});
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                connect(server.accept());
            }
        } catch (ClosedChannelException closed) {
            return; // The proxy was closed: nobody is let in any more.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void connect(SocketChannel client) throws IOException {
        if (!passes) {
            client.close();
            return;
        }
        try {
            Exchange exchange = new Exchange(client, SocketChannel.open(UnixDomainSocketAddress.of(engine)));
            exchanges.add(exchange);
            daemon("engine-proxy-up", exchange::requests);
            daemon("engine-proxy-down", exchange::responses);
        } catch (IOException engineAway) {
            client.close();
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }

    private final class Exchange {
        private final SocketChannel client;
        private final SocketChannel upstream;
        private volatile boolean tripAtResponse;

        Exchange(SocketChannel client, SocketChannel upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void requests() {
            pump(client, upstream, this::onRequest);
        }

        void responses() {
            pump(upstream, client, packet -> {
                if (tripAtResponse) {
                    tripAtResponse = false;
                    action.run();
                }
            });
        }

        void hangUp() {
            close(client);
            close(upstream);
        }

        private void onRequest(String packet) {
            if (!eventsPass && EVENTS.matcher(packet).find()) {
                throw new UncheckedIOException(new IOException("no events"));
            }
            if (!counted.matcher(packet.lines().findFirst().orElse("")).matches()) {
                return;
            }
            if (mutations.incrementAndGet() == nth) {
                if (before) {
                    action.run();
                } else {
                    tripAtResponse = true;
                }
            }
        }

        private void pump(SocketChannel from, SocketChannel to, Consumer<String> onPacket) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            try (from;
                    to) {
                while (from.read(buffer) >= 0) {
                    buffer.flip();
                    onPacket.accept(StandardCharsets.ISO_8859_1
                            .decode(buffer.duplicate())
                            .toString());
                    while (buffer.hasRemaining()) {
                        to.write(buffer);
                    }
                    buffer.clear();
                }
            } catch (IOException | UncheckedIOException ended) {
                hangUp();
            } finally {
                exchanges.remove(this);
            }
        }

        private void close(SocketChannel channel) {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
