package dev.evenkeel.archive.s3;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server that speaks S3, in a process of its own, for as long as the tests run. */
public final class S3Server {

    public static final S3Access ACCESS = new S3Access(
            Clock.systemUTC(),
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("s3-timers").daemon().factory()),
            Duration.ofMillis(20));

    private static final String ID = "evenkeel-test";
    private static final String SECRET = "a-secret-of-nobody";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Optional<S3Server> checking = Optional.empty();

    private final int port;

    private S3Server(int port) {
        this.port = port;
    }

    /** S3Proxy, which checks signatures and answers as S3 does. */
    public static synchronized S3Server checking() {
        if (checking.isEmpty()) {
            int port = freePort();
            Path settings = temporary("s3proxy", ".properties", """
                    s3proxy.endpoint=http://127.0.0.1:%d
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=transient
                    jclouds.identity=any
                    jclouds.credential=any
                    """.formatted(port, ID, SECRET));
            checking = Optional.of(start(port, "s3proxy.jar", List.of("--properties", settings.toString())));
        }
        return checking.get();
    }

    private static S3Server start(int port, String jar, List<String> arguments) {
        try {
            Path log = Files.createTempFile(jar, ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-jar",
                    Path.of("target/s3", jar).toAbsolutePath().toString()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
            await().atMost(PATIENCE).until(() -> answers(port) || !process.isAlive());
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(log));
            }
            return new S3Server(port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return port;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A client that may do everything. */
    public S3Client client() {
        return S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, SECRET)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** The right keys, in a file. */
    public static Path credentials(Path folder) {
        return credentials(folder, SECRET);
    }

    public static Path credentials(Path folder, String secret) {
        try {
            return Files.writeString(
                    folder.resolve("keys-" + secret.hashCode()),
                    "[default]\n# for the tests\naws_access_key_id = " + ID + "\naws_secret_access_key = " + secret
                            + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path temporary(String name, String suffix, String text) {
        try {
            return Files.writeString(Files.createTempFile(name, suffix), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
