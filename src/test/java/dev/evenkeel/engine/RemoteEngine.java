package dev.evenkeel.engine;

import dev.evenkeel.access.pki.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An engine that is reached over TLS alone, with certificates on both sides, at a port of this machine. The engine itself
 * listens in the network namespace in which {@code deploy/engine} runs it; a process in there carries each connection.
 */
public final class RemoteEngine implements AutoCloseable {

    private static final int PORT = 2376;

    private final OwnEngine engine;
    private final ServerSocket here;
    private final CopyOnWriteArrayList<Process> carriers = new CopyOnWriteArrayList<>();

    private RemoteEngine(OwnEngine engine, ServerSocket here) {
        this.engine = engine;
        this.here = here;
    }

    /** @param authority who vouches for the engine, and for whoever it lets in */
    public static RemoteEngine up(TestAuthority authority, Path folder) {
        Path certificates = authority.server(folder, Set.of("localhost", "127.0.0.1"));
        OwnEngine engine = OwnEngine.up();
        try {
            engine.restart(
                    "--host",
                    "tcp://127.0.0.1:" + PORT,
                    "--tlsverify",
                    "--tlscacert",
                    certificates.resolveSibling("ca.pem").toString(),
                    "--tlscert",
                    certificates.toString(),
                    "--tlskey",
                    certificates.toString());
            RemoteEngine remote = new RemoteEngine(engine, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().start(remote::accept);
            return remote;
        } catch (IOException | EngineException failure) {
            engine.close();
            throw new IllegalStateException(failure);
        }
    }

    public URI host() {
        return URI.create("tcp://127.0.0.1:" + here.getLocalPort());
    }

    /** By its socket, as somebody does who is on its host. */
    public String docker(String... arguments) {
        return engine.docker(arguments);
    }

    private void accept() {
        try {
            while (!here.isClosed()) {
                carry(here.accept());
            }
        } catch (IOException closed) {
            return; // The test is over.
        }
    }

    private void carry(Socket client) throws IOException {
        Path namespace = Path.of(engine.host().getPath()).resolveSibling("network");
        Process carrier = new ProcessBuilder(
                        "nsenter", "--net=" + namespace, "busybox", "nc", "127.0.0.1", Integer.toString(PORT))
                .start();
        carriers.add(carrier);
        pump(client.getInputStream(), carrier.getOutputStream());
        InputStream answers = carrier.getInputStream();
        Thread.ofPlatform().daemon().start(() -> {
            try (client) {
                copy(answers, client.getOutputStream());
            } catch (IOException closed) {
                carrier.destroy();
            }
        });
    }

    private static void pump(InputStream from, OutputStream to) {
        Thread.ofPlatform().daemon().start(() -> {
            try (to) {
                copy(from, to);
            } catch (IOException closed) {
                return; // One of the two has heard enough.
            }
        });
    }

    /** Each piece at once: whoever waits for an answer has sent all that he has. */
    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[64 << 10];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    @Override
    public void close() {
        try (engine) {
            here.close();
            carriers.forEach(Process::destroy);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
