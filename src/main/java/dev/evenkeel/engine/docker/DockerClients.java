package dev.evenkeel.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.time.Duration;

/** The transport, as it is used here. */
final class DockerClients {

    private static final int MAX_CALLS = 32;
    private static final int MAX_STREAMS = 64;

    private DockerClients() {}

    static DockerHttpClient forCalls(DockerConnection connection) {
        return client(connection, MAX_CALLS, connection.callDeadline());
    }

    /** A pool of their own, so that no call waits for a stream to end; and no timeout (zero), for events may rest. */
    static DockerHttpClient forStreams(DockerConnection connection) {
        return client(connection, MAX_STREAMS, Duration.ZERO);
    }

    private static DockerHttpClient client(DockerConnection connection, int connections, Duration responseTimeout) {
        ZerodepDockerHttpClient.Builder builder = new ZerodepDockerHttpClient.Builder()
                .dockerHost(connection.host())
                .maxConnections(connections)
                .connectionTimeout(connection.callDeadline())
                .responseTimeout(responseTimeout);
        connection.tls().ifPresent(tls -> builder.sslConfig(tls::context));
        return builder.build();
    }
}
