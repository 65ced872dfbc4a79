package dev.evenkeel.boot;

import dev.evenkeel.metrics.MeteredLog;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.PostgresAddress;
import dev.evenkeel.registry.sql.PostgresDatabase;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Opens the registry, in the data directory or on a PostgreSQL server, or says why not and ends the process. */
@Dependent
final class RegistryWiring {

    private static final Logger LOG = Logger.getLogger(RegistryWiring.class);

    /** Between two attempts to open it. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EvenkeelConfig config;
    private final Clock clock;

    RegistryWiring(EvenkeelConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Produces
    @Singleton
    RevisionLog revisionLog(MeterRegistry meters, Tracing tracing) {
        return new MeteredLog(tracing.log(open()), meters, System::nanoTime);
    }

    void close(@Disposes RevisionLog log) {
        log.close();
    }

    private RevisionLog open() {
        try {
            return server(config.registry())
                    .map(this::openOnServer)
                    .orElseGet(() -> SqliteDatabase.open(config.dataDir().resolve(DataDirectory.REGISTRY)));
        } catch (RegistryException refused) {
            LOG.debug("registry not opened", refused);
            throw new ConfigurationException("evenkeel: " + refused.getMessage());
        }
    }

    /** The server that has the registry; empty when it is a file in the data directory. */
    static Optional<PostgresAddress> server(RegistryConfig config) {
        return config.url()
                .filter(url -> !url.isBlank())
                .map(url -> new PostgresAddress(url.strip(), config.username(), config.passwordFile()));
    }

    /** Of this process alone, whatever else calls itself so. */
    static String processName() {
        return "process " + ProcessHandle.current().pid() + " on " + host() + ", " + UUID.randomUUID();
    }

    /** A server may be started after us, and an Evenkeel that ends takes up to half a minute. */
    private RevisionLog openOnServer(PostgresAddress address) {
        String since = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String name = processName();
        Instant last = clock.instant().plus(config.registry().patience());
        // A signal ends a start only when the start lets itself be ended.
        Thread starting = Thread.currentThread();
        Thread hurry = Thread.ofPlatform().name("registry-hurry").unstarted(starting::interrupt);
        Runtime.getRuntime().addShutdownHook(hurry);
        try {
            while (true) {
                try {
                    RevisionLog log = PostgresDatabase.open(address, name, since, System::nanoTime, this::end);
                    LOG.infof("registry open database=%s", address);
                    return log;
                } catch (RegistryException.Unavailable | RegistryException.Taken notYet) {
                    if (clock.instant().isAfter(last)) {
                        throw notYet;
                    }
                    LOG.warnf("registry not open yet, trying again cause=\"%s\"", notYet.getMessage());
                    pause();
                }
            }
        } finally {
            forget(hurry);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            LOG.debug("ended while the registry was being opened", endingAlready);
        }
    }

    /** Whoever has the registry now does the work. What we know is of no use any more. */
    private void end(String why) {
        LOG.fatalf("registry lost, ending cause=\"%s\"", why);
        Quarkus.asyncExit(1);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("evenkeel: interrupted while it waited for the registry");
        }
    }

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException unreadable) {
            return "a host without a name";
        }
    }
}
