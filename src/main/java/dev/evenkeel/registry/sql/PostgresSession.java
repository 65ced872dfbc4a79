package dev.evenkeel.registry.sql;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RegistryException.Taken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The one connection on which is written, and which has the registry's lock.
 *
 * <p>The lock lives as long as the server's end of this connection, and a write commits only while that lives. So
 * whoever writes has the lock, whatever happens between: there is no moment at which two could write, and nothing to
 * compare. Who only reads, or is about to call an engine, relies on a proof of the lock that is a second old at most.
 */
final class PostgresSession implements AutoCloseable {

    /** How old a proof may be that the lock is ours. */
    static final Duration PROOF_MAX = Duration.ofSeconds(1);

    /** How long a lost connection is left alone after it could not be made anew: whoever asks meanwhile hears why. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(PostgresSession.class);

    private final PostgresAddress address;
    private final Holder holder;
    private final LongSupplier nanoTime;
    private final Consumer<String> overtaken;
    private final ReentrantLock using = new ReentrantLock(true);

    private Connection connection;
    private boolean connected = true;
    private volatile long provenUntil;
    private volatile Optional<String> taken = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private Runnable returned = () -> {};
    private String registryId = "";
    private long acknowledged;

    /** Why the connection could not be made anew, and until when that is the answer. */
    private record Failure(SQLException cause, long until) {}

    /**
     * Connects, and takes the lock.
     *
     * @param overtaken told once, when another process has the registry, or its contents are others: no way back
     * @throws RegistryException.Taken when another process has it
     */
    PostgresSession(PostgresAddress address, Holder holder, LongSupplier nanoTime, Consumer<String> overtaken)
            throws SQLException {
        this.address = address;
        this.holder = holder;
        this.nanoTime = nanoTime;
        this.overtaken = overtaken;
        this.provenUntil = nanoTime.getAsLong();
        this.connection = address.connect();
        try {
            PostgresSettings.require(connection);
            if (!PostgresSettings.yes(connection, SqlStatements.TAKE_LOCK)) {
                throw new Taken("another Evenkeel has the registry at " + address + ": " + Holder.of(connection));
            }
        } catch (SQLException | RegistryException refused) {
            connection.close();
            throw refused;
        }
    }

    /** Puts our name to the lock, now that there is a place for it. */
    void claim() throws SQLException {
        SqlQueries.Origin origin = SqlQueries.origin(connection);
        registryId = origin.registryId();
        acknowledged = origin.revision();
        holder.sign(connection);
    }

    /** Whom to tell when the connection is there again; one is enough. */
    void onReturn(Runnable listener) {
        returned = listener;
    }

    <T> T write(SqlConnections.Write<T> write) throws SQLException {
        using.lock();
        try (SqlTransaction transaction = SqlTransaction.begin(held())) {
            long asked = nanoTime.getAsLong();
            T result = write.run(transaction);
            transaction.commit();
            acknowledged = Math.max(acknowledged, transaction.newest());
            provenUntil = asked + PROOF_MAX.toNanos();
            return result;
        } catch (SQLException failed) {
            provenUntil = nanoTime.getAsLong();
            throw failed;
        } finally {
            using.unlock();
        }
    }

    /**
     * Makes sure that the lock is ours, or was a second ago.
     *
     * @throws SQLException when nobody can say
     * @throws RegistryException.Taken when it is somebody else's
     */
    void requireHeld() throws SQLException {
        refuseWhenTaken();
        if (nanoTime.getAsLong() - provenUntil >= 0) {
            using.lock();
            try {
                held();
            } finally {
                using.unlock();
            }
        }
    }

    @Override
    public void close() {
        using.lock();
        try {
            taken = Optional.of("the registry is closed");
            // A server takes note of a closed connection by and by, and the next process may be quicker.
            PostgresSettings.yes(connection, SqlStatements.GIVE_LOCK_UP);
            connection.close();
        } catch (SQLException gone) {
            LOG.debugf("registry connection was gone cause=\"%s\"", gone.getMessage());
        } finally {
            using.unlock();
        }
    }

    private Connection held() throws SQLException {
        refuseWhenTaken();
        long now = nanoTime.getAsLong();
        if (connected && now - provenUntil < 0) {
            return connection;
        }
        if (connected && proves()) {
            provenUntil = now + PROOF_MAX.toNanos();
            return connection;
        }
        connected = false;
        if (failure.isPresent() && now - failure.get().until() < 0) {
            throw new SQLException(
                    failure.get().cause().getMessage(), failure.get().cause());
        }
        try {
            connectAnew();
        } catch (SQLException failed) {
            failure = Optional.of(new Failure(failed, nanoTime.getAsLong() + PAUSE.toNanos()));
            throw failed;
        }
        connected = true;
        failure = Optional.empty();
        provenUntil = now + PROOF_MAX.toNanos();
        LOG.infof("registry connection is back database=%s", address);
        returned.run();
        return connection;
    }

    private boolean proves() {
        try {
            if (PostgresSettings.yes(connection, SqlStatements.LOCK_IS_OURS)) {
                return true;
            }
            LOG.warnf("registry lock is lost database=%s", address);
            connection.close();
        } catch (SQLException lost) {
            LOG.warnf("registry connection is lost database=%s cause=\"%s\"", address, lost.getMessage());
            discard(connection);
        }
        return false;
    }

    private void connectAnew() throws SQLException {
        Connection fresh = address.connect();
        try {
            PostgresSettings.require(fresh);
            boolean locked = PostgresSettings.yes(fresh, SqlStatements.TAKE_LOCK);
            String who = Holder.of(fresh);
            if (!who.startsWith(holder.name())) {
                throw overtaken(
                        "another Evenkeel has taken the registry over while the connection to it was lost: " + who);
            }
            if (!locked) {
                throw new SQLException("the server has not noticed yet that our former connection is gone");
            }
            SqlQueries.Origin origin = SqlQueries.origin(fresh);
            if (!origin.registryId().equals(registryId) || origin.revision() < acknowledged) {
                throw overtaken("the registry's database is another one, or older than it was: revision " + acknowledged
                        + " was acknowledged, and " + origin.revision() + " is what it has");
            }
            connection = fresh;
        } catch (SQLException | RegistryException refused) {
            discard(fresh);
            throw refused;
        }
    }

    private Taken overtaken(String why) {
        taken = Optional.of(why);
        overtaken.accept(why);
        return new Taken(why);
    }

    private void refuseWhenTaken() {
        taken.ifPresent(why -> {
            throw new Taken(why);
        });
    }

    private static void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            LOG.debugf("registry connection was gone cause=\"%s\"", gone.getMessage());
        }
    }

    /**
     * A process that has the registry.
     *
     * @param name tells it apart from all others
     */
    record Holder(String name, String since) {

        void sign(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(SqlStatements.SET_HOLDER)) {
                statement.setString(1, name);
                statement.setString(2, since);
                statement.executeUpdate();
            }
        }

        /** Who signed last, with the time; an unnamed one if nobody did yet. */
        static String of(Connection connection) throws SQLException {
            if (!PostgresSettings.yes(connection, SqlStatements.HAS_HOLDER)) {
                return "it is making it";
            }
            try (PreparedStatement statement = connection.prepareStatement(SqlStatements.HOLDER);
                    ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? row.getString("holder") + ", since " + row.getString("held_since")
                        : "it is unnamed";
            }
        }
    }
}
