package dev.evenkeel.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that can be set. Each key is also an environment variable: {@code evenkeel.data-dir} is
 * {@code EVENKEEL_DATA_DIR}. docs/configuration.md lists them, and a test holds the two together.
 */
@ConfigMapping(prefix = "evenkeel")
public interface EvenkeelConfig {

    /**
     * Where the registry, the socket and, unless set otherwise, the archives are kept. As root the default is
     * /var/lib/evenkeel, otherwise ~/.local/share/evenkeel.
     */
    @WithDefault("/var/lib/evenkeel")
    Path dataDir();

    /** The default engine, as for the docker command line: {@code DOCKER_HOST} sets it, too. */
    @WithDefault("${DOCKER_HOST:unix:///var/run/docker.sock}")
    URI dockerHost();

    /** The port of the API, on 127.0.0.1. */
    @WithDefault("7443")
    int apiPort();

    /** The port of health and metrics, on 127.0.0.1. */
    @WithDefault("9000")
    int managementPort();

    /** How often everything is compared even if no event says that something changed. */
    @WithDefault("30s")
    Duration resync();

    Engine engine();

    Retry retry();

    Workers workers();

    Registry registry();

    Backup backup();

    /** Talking to engines. */
    interface Engine {
        /** How long one call may take. An engine takes 15 s to say that it does not know a network driver. */
        @WithDefault("60s")
        Duration callTimeout();

        /** How long a stream of archive data may stand still. */
        @WithDefault("5m")
        Duration streamTimeout();
    }

    /** Coming back to what failed. */
    interface Retry {
        /** The delay after the first failure; it doubles with each further one. */
        @WithDefault("500ms")
        Duration base();

        /** The longest delay. */
        @WithDefault("1m")
        Duration cap();
    }

    /** How many resources of a kind are handled side by side. */
    interface Workers {
        @WithDefault("4")
        int network();

        @WithDefault("2")
        int volume();

        @WithDefault("1")
        int backup();

        @WithDefault("1")
        int backupSchedule();

        @WithDefault("1")
        int restore();
    }

    /** The registry's history. */
    interface Registry {
        /** How many changes are kept for clients that resume a watch. */
        @WithDefault("10000")
        int keepRevisions();
    }

    /** Volume backups. */
    interface Backup {
        /** The folder of the store called local; backups in the data directory by default. */
        Optional<Path> path();

        /** How many threads compress one archive. */
        @WithDefault("2")
        int compressionThreads();
    }
}
