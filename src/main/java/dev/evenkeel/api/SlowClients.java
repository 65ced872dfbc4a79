package dev.evenkeel.api;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Gives up on clients that take too long: for the head of their first request, from one request to the next, and for a
 * body. A limit of silence does not see those that send a byte now and then.
 *
 * <p>Each connection is looked after by its own event loop; only the map is shared.
 */
public final class SlowClients {

    /** What has no body, and may be a watch. */
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Duration limit;
    private final Map<InetSocketAddress, Client> clients = new ConcurrentHashMap<>();

    public SlowClients(Duration limit) {
        this.limit = limit;
    }

    /** Somebody is there, and has said nothing yet. */
    void opened(Channel channel) {
        if (channel.remoteAddress() instanceof InetSocketAddress address) {
            Client client = new Client(channel);
            clients.put(address, client);
            channel.closeFuture().addListener(closed -> clients.remove(address, client));
            client.expectRequest();
        }
    }

    /** The head of a request is there; to be told by what is returned when its answer is, too. */
    Runnable begun(HttpServerRequest request) {
        Optional<Client> known = Optional.ofNullable(request.remoteAddress())
                .filter(SocketAddress::isInetSocket)
                .map(address -> clients.get(new InetSocketAddress(address.hostAddress(), address.port())));
        known.ifPresent(client -> client.begin(request));
        return () -> known.ifPresent(Client::end);
    }

    private final class Client {

        private final Channel channel;
        private long begun;
        private long ended;

        private Client(Channel channel) {
            this.channel = channel;
        }

        private void begin(HttpServerRequest request) {
            begun++;
            later(() -> {
                if (!READS.contains(request.method())
                        && !request.isEnded()
                        && !request.response().ended()) {
                    channel.close();
                }
            });
        }

        private void end() {
            ended++;
            expectRequest();
        }

        /** Over HTTP/2 several are on their way at a time. */
        private void expectRequest() {
            long before = begun;
            if (ended == before) {
                later(() -> {
                    if (begun == before) {
                        channel.close();
                    }
                });
            }
        }

        private void later(Runnable check) {
            channel.eventLoop().schedule(check, limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
