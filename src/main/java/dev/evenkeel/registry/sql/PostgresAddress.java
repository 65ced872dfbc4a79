package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a PostgreSQL server is, and as whom to come. The password is read from its file for each connection, so that it
 * may change, and is nowhere else.
 *
 * @param url {@code jdbc:postgresql://...} with whatever the driver understands, but no password
 */
public record PostgresAddress(String url, Optional<String> username, Optional<Path> passwordFile) {

    /** How long a server may take to let us in, and to answer; the URL may say otherwise. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    private static final long PASSWORD_BYTES_MAX = 64 << 10;
    private static final Pattern SECRET = Pattern.compile("[?&](ssl)?password=", Pattern.CASE_INSENSITIVE);

    /** @throws RegistryException.Unusable when it cannot be meant so, naming the setting */
    public PostgresAddress {
        if (SECRET.matcher(url).find() || url.replaceFirst("\\?.*", "").contains("@")) {
            throw new RegistryException.Unusable("evenkeel.registry.url holds a password, or a user before an @, and it"
                    + " is no secret: name the user by evenkeel.registry.username and the file with the password by"
                    + " evenkeel.registry.password-file");
        }
        if (Driver.parseURL(url, null) == null) {
            throw new RegistryException.Unusable("evenkeel.registry.url cannot be understood: it must be like"
                    + " jdbc:postgresql://db.example.com:5432/evenkeel");
        }
    }

    /** Without what it has after a question mark. */
    @Override
    public String toString() {
        return url.replaceFirst("\\?.*", "");
    }

    /** A new connection that nobody else uses. */
    Connection connect() throws SQLException {
        Connection connection = new Driver().connect(url, properties());
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlStatements.BOUNDS);
            statement.execute(SqlStatements.KEEPALIVES);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** What every connection has, unless the URL says otherwise. */
    Properties defaults() {
        Properties defaults = new Properties();
        PGProperty.APPLICATION_NAME.set(defaults, "evenkeel");
        PGProperty.CONNECT_TIMEOUT.set(defaults, (int) CONNECT_TIMEOUT.toSeconds());
        PGProperty.LOGIN_TIMEOUT.set(defaults, (int) CONNECT_TIMEOUT.toSeconds());
        PGProperty.SOCKET_TIMEOUT.set(defaults, (int) ANSWER_TIMEOUT.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(defaults, true);
        return defaults;
    }

    /**
     * User and password as they are now.
     *
     * @throws RegistryException.Unusable when the file cannot be read
     */
    Properties credentials() {
        Properties credentials = new Properties();
        username.ifPresent(name -> PGProperty.USER.set(credentials, name));
        passwordFile.ifPresent(file -> PGProperty.PASSWORD.set(credentials, password(file)));
        return credentials;
    }

    Properties properties() {
        Properties properties = defaults();
        properties.putAll(credentials());
        return properties;
    }

    private static String password(Path file) {
        try {
            if (Files.size(file) > PASSWORD_BYTES_MAX) {
                throw new IOException("larger than " + PASSWORD_BYTES_MAX + " bytes");
            }
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (IOException unreadable) {
            throw new RegistryException.Unusable(
                    "evenkeel.registry.password-file cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
