package dev.evenkeel.registry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server of the tests' own, which sorts text as people do unless it is told otherwise. */
public final class PostgresServer implements AutoCloseable {

    /** The role whose databases are made here. */
    public static final String ROLE = "evenkeel";

    /** With characters that a URL or a shell would take for their own. */
    public static final String PASSWORD = "s3cret&?=@/'$ %41";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static Optional<PostgresServer> shared = Optional.empty();

    private final Path folder;
    private final int port;
    private Process process;

    private PostgresServer(Path folder) throws IOException {
        this.folder = folder;
        this.port = freePort();
        Files.writeString(passwordFile(), PASSWORD + "\n");
        run(
                List.of(),
                "initdb",
                "--pgdata=" + folder.resolve("data"),
                "--username=postgres",
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--locale-provider=icu",
                "--icu-locale=en");
        this.process = start();
        execute("postgres", "CREATE ROLE evenkeel LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'");
    }

    /** The one of this process, for tests that leave it alone. */
    public static synchronized PostgresServer shared() {
        if (shared.isEmpty()) {
            shared = Optional.of(own());
        }
        return shared.get();
    }

    /** One more, for a test that kills it. */
    public static PostgresServer own() {
        try {
            Path folder = Files.createTempDirectory("evenkeel-postgres");
            PostgresServer server = new PostgresServer(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes an empty database, and answers its name. */
    public String newDatabase() {
        String name = "registry_" + DATABASES.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name + " OWNER " + ROLE);
        return name;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    public Path passwordFile() {
        return folder.resolve("password");
    }

    public PostgresAddress address(String database) {
        return new PostgresAddress(url(database), Optional.of(ROLE), Optional.of(passwordFile()));
    }

    /** As the server's administrator; answers the first column of the first row, if there is one. */
    public Optional<String> execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return Optional.empty();
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** Ends the server's side of the connection that has the lock of the registry there, and of no other. */
    public void endHolder(String database) {
        assertThat(execute(
                        database,
                        "SELECT pg_terminate_backend(l.pid, 60000) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                                + " WHERE l.locktype = 'advisory' AND l.granted AND d.datname = '" + database + "'"))
                .contains("t");
    }

    /** Runs one of PostgreSQL's commands with its password; answers what it printed. */
    public String run(List<String> input, String command, String... arguments) {
        try {
            List<String> line = new ArrayList<>(List.of("deploy/postgres", "run", command));
            line.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", PASSWORD);
            Process running = builder.start();
            try (var to = running.outputWriter()) {
                to.write(String.join("\n", input));
            }
            String output = new String(running.getInputStream().readAllBytes());
            assertThat(running.waitFor()).as(line + "\n" + output).isZero();
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** {@code kill -9} of the server; what it leaves behind ends by itself. */
    public void kill() {
        process.toHandle().destroyForcibly();
        waitForEnd();
    }

    /** Ends the server as its administrator would who is in a hurry. */
    public void stop() {
        run(List.of(), "pg_ctl", "stop", "--pgdata=" + folder.resolve("data"), "--mode=fast");
        waitForEnd();
    }

    /** Starts it again after its end, on the same port. */
    public void startAgain() {
        process = start();
    }

    @Override
    public void close() {
        kill();
        try {
            // What the server left behind may still be writing: then something stays, and nobody minds.
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a kill, processes of the one before may be in its way for a moment. */
    private Process start() {
        Process[] started = new Process[1];
        await().atMost(PATIENCE).until(() -> {
            if (started[0] == null || !started[0].isAlive()) {
                started[0] = launch();
            }
            return answers();
        });
        return started[0];
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        "deploy/postgres",
                        "run",
                        "postgres",
                        "-D",
                        folder.resolve("data").toString(),
                        "-p",
                        Integer.toString(port),
                        "-k",
                        folder.toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "shared_buffers=16MB")
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(10);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", PASSWORD);
        return DriverManager.getConnection(url(database), properties);
    }

    private void waitForEnd() {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
