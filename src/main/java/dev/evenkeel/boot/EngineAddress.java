package dev.evenkeel.boot;

import dev.evenkeel.access.pki.ClientFiles;
import dev.evenkeel.engine.docker.DockerConnection;
import dev.evenkeel.engine.docker.DockerTls;
import dev.evenkeel.engine.docker.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Where the engine is, of what is set: as the docker command understands it, except that a certificate is always held
 * against an authority.
 *
 * @param host {@code unix:///path} or {@code tcp://host:port}
 * @param tls the files; empty for an engine that is spoken to in the clear
 */
record EngineAddress(URI host, Optional<ClientFiles> tls) {

    private static final int PORT = 2375;
    private static final int TLS_PORT = 2376;
    private static final String FILES = "evenkeel.engine.tls.ca-file, cert-file and key-file";

    /** @throws IllegalArgumentException when it makes no sense; the message says what to set */
    static EngineAddress of(EvenkeelConfig config) {
        return of(
                config.dockerHost(),
                config.engine().tls(),
                System.getenv(),
                Path.of(System.getProperty("user.home"), ".docker"));
    }

    /**
     * @param environment for DOCKER_TLS_VERIFY and DOCKER_CERT_PATH
     * @param standard the folder of the files when the latter is not set
     */
    static EngineAddress of(URI host, EngineConfig.Tls files, Map<String, String> environment, Path standard) {
        boolean named =
                Stream.of(files.caFile(), files.certFile(), files.keyFile()).anyMatch(Optional::isPresent);
        boolean docker = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
        return switch (String.valueOf(host.getScheme())) {
            case "unix" -> {
                if (named) {
                    throw new IllegalArgumentException(
                            FILES + " are for an engine at tcp://, and evenkeel.docker-host is " + host);
                }
                yield new EngineAddress(host, Optional.empty());
            }
            case "tcp", "https" -> {
                boolean secure = named || docker || host.getScheme().equals("https");
                yield new EngineAddress(
                        plain(host, secure ? TLS_PORT : PORT),
                        secure ? Optional.of(files(files, docker, environment, standard)) : Optional.empty());
            }
            case "ssh" ->
                throw new IllegalArgumentException("evenkeel.docker-host is " + host
                        + ", and ssh:// is not spoken. Have ssh carry the socket, and set DOCKER_HOST to that:"
                        + " ssh -N -L /run/engine.sock:/var/run/docker.sock " + host
                        + " and DOCKER_HOST=unix:///run/engine.sock");
            default ->
                throw new IllegalArgumentException("evenkeel.docker-host is " + host
                        + ", and only unix://, tcp:// and https:// are spoken; set DOCKER_HOST");
        };
    }

    /** What somebody should know who reads the log; empty when there is nothing. */
    Optional<String> warning() {
        if (tls.isPresent() || !host.getScheme().equals("tcp") || isLoopback(host.getHost())) {
            return Optional.empty();
        }
        return Optional.of("the engine at " + host + " is spoken to in the clear: whoever is in between is root on it;"
                + " see DOCKER_TLS_VERIFY in docs/configuration.md");
    }

    /** @throws IllegalArgumentException when a file cannot be used */
    DockerConnection connection(EngineConfig engine) {
        return new DockerConnection(host, tls.map(EngineAddress::open), engine.callTimeout(), engine.streamTimeout());
    }

    private static DockerTls open(ClientFiles files) {
        try {
            return new DockerTls(new Of(files));
        } catch (IOException unusable) {
            throw new IllegalArgumentException(
                    "the certificates for the engine (" + FILES + ", or DOCKER_CERT_PATH): " + unusable.getMessage(),
                    unusable);
        }
    }

    private static ClientFiles files(
            EngineConfig.Tls named, boolean docker, Map<String, String> environment, Path standard) {
        String path = environment.getOrDefault("DOCKER_CERT_PATH", "");
        Path folder = path.isEmpty() ? standard : Path.of(path);
        // As the docker command has it: who wants no certificate of ours gets none.
        Optional<Path> shown = Optional.of(folder.resolve("cert.pem"))
                .filter(file -> docker && (Files.exists(file) || Files.exists(folder.resolve("key.pem"))));
        ClientFiles files = new ClientFiles(
                named.caFile().or(() -> Optional.of(folder.resolve("ca.pem")).filter(file -> docker)),
                named.certFile().or(() -> shown),
                named.keyFile().or(() -> shown.map(file -> folder.resolve("key.pem"))));
        if (files.certificate().isPresent() != files.key().isPresent()) {
            throw new IllegalArgumentException(
                    "evenkeel.engine.tls.cert-file and key-file belong together: set both, or neither");
        }
        return files;
    }

    private static URI plain(URI host, int standard) {
        String name = host.getHost();
        if (name == null || !host.getPath().isEmpty()) {
            throw new IllegalArgumentException(
                    "evenkeel.docker-host is " + host + ", and must be tcp://HOST:PORT, without anything behind it");
        }
        return URI.create("tcp://" + name + ":" + (host.getPort() < 0 ? standard : host.getPort()));
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127\\.[0-9.]+");
    }

    /** The engine's room knows no files of ours, and that of certificates no engine. */
    private record Of(ClientFiles files) implements TlsFiles {

        @Override
        public String stamp() throws IOException {
            return files.stamp();
        }

        @Override
        public KeyManager[] shown() throws IOException {
            return files.shown();
        }

        @Override
        public X509ExtendedTrustManager trusted() throws IOException {
            return files.trusted();
        }
    }
}
