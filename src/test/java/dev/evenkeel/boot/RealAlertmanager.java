package dev.evenkeel.boot;

import java.net.URI;
import java.nio.file.Path;

/** An Alertmanager in a process of its own, alone in its cluster. */
public final class RealAlertmanager implements AutoCloseable {

    private final Monitoring server;

    private RealAlertmanager(Monitoring server) {
        this.server = server;
    }

    /**
     * Starts one.
     *
     * @param folder an empty one, for what it keeps
     * @param configuration as in {@code alertmanager.yml}
     */
    public static RealAlertmanager start(Path folder, Path configuration) {
        int port = Ports.free();
        return new RealAlertmanager(Monitoring.serve(
                folder,
                port,
                "alertmanager",
                "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("kept"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address="));
    }

    public URI address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }
}
