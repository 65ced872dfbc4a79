package dev.evenkeel.boot;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** The address that the API listens on. */
    @WithDefault("127.0.0.1")
    String apiHost();

    /** The port of the API. */
    @WithDefault("7443")
    int apiPort();

    /** The address that health and metrics listen on. */
    @WithDefault("127.0.0.1")
    String managementHost();

    /** The port of health and metrics. */
    @WithDefault("9000")
    int managementPort();

    /** How often everything is compared even if no event says that something changed. */
    @WithDefault("30s")
    Duration resync();

    Tls tls();

    /** Who has to prove who he is: everybody, or nobody. */
    @WithDefault("required")
    Auth auth();

    /** Says again that nobody has to; {@code auth=none} alone is refused. */
    @WithDefault("false")
    boolean insecureNoAuth();

    /** What groups of an issuer or of certificates may do: {@code group=role} or {@code group=role@engine} each. */
    Optional<List<String>> groupRoles();

    Oidc oidc();

    Limits limits();

    Audit audit();

    EngineConfig engine();

    Retry retry();

    Workers workers();

    RegistryConfig registry();

    Events events();

    Backup backup();

    TraceConfig traces();

    LogConfig log();

    /** Who is told by webhook what goes wrong, by name. */
    Map<String, NotificationConfig> notifications();

    MetricsConfig metrics();

    /** The certificate that the API shows. */
    interface Tls {
        /** Names and addresses of this machine that clients use, beside those of the loopback interface. */
        Optional<Set<String>> names();

        /** How long a certificate is good for. It is renewed when a third of that is left. */
        @WithDefault("365d")
        Duration life();

        /** How often it is looked at. */
        @WithDefault("24h")
        Duration check();
    }

    /** Whether callers must prove who they are. */
    enum Auth {
        required,
        none
    }

    /** An issuer whose JSON Web Tokens are accepted beside our own. */
    interface Oidc {
        /** As in the tokens' claim {@code iss}. Without it, no such token is accepted. */
        Optional<String> issuer();

        /** What the tokens' claim {@code aud} must hold. */
        Optional<String> audience();

        /** The issuer's keys: the https: address of a JWKS document, or the file: address of a public key in PEM. */
        Optional<URI> keys();

        /** A PEM file with the authority that vouches for the https: address; by default those that Java trusts. */
        Optional<Path> ca();

        /** The claim with the user's name. */
        @WithDefault("sub")
        String userClaim();

        /** The claim with his groups. */
        @WithDefault("groups")
        String groupsClaim();

        /** Goes before user and groups, to keep them apart from ours. */
        @WithDefault("oidc:")
        String prefix();
    }

    /** How much is too much. */
    interface Limits {
        /** Requests of one caller per second; twice as many at once. */
        @WithDefault("200")
        int requestsPerSecond();

        /** Failed attempts to authenticate from one address per minute. */
        @WithDefault("100")
        int failedLoginsPerMinute();

        /** Watches that one caller may have open. */
        @WithDefault("100")
        int watches();

        /** Open connections to the API. */
        @WithDefault("2000")
        int connections();

        /**
         * How long a client may take for the head of its first request, from one request to the next, and for a body.
         */
        @WithDefault("2m")
        Duration request();

        /** How long a connection may be silent in both directions. A watch may be, for up to an hour. */
        @WithDefault("65m")
        Duration idle();
    }

    /** The audit log. */
    interface Audit {
        /** How large a file of it may get. */
        @WithDefault("10M")
        MemorySize fileSize();

        /** How many files are kept. */
        @WithDefault("10")
        int files();
    }

    Policy policy();

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

        @WithDefault("4")
        int backup();

        @WithDefault("1")
        int backupSchedule();

        @WithDefault("1")
        int restore();

        @WithDefault("2")
        int backupStore();
    }

    /** What specs may use of the engine's host. Everything is off unless it is set. */
    interface Policy {
        /** Directories of the host below which volumes may be. */
        Optional<List<String>> hostPaths();

        /** Directories that no volume may touch, beyond those of every host. */
        Optional<List<String>> deniedPaths();

        /** Interfaces that networks may use as parents or bridges; an asterisk at the end stands for any rest. */
        Optional<List<String>> hostInterfaces();

        /** Routes of the host that subnets may overlap: those that lie in one of these blocks. */
        Optional<List<String>> hostRoutes();

        /** Plugins that may be named as drivers. */
        Optional<Set<String>> drivers();

        /** Whether adoptionPolicy: Recreate may replace a network that somebody else made. */
        @WithDefault("false")
        boolean adopt();

        /** Whether the hooks of Backups may run commands in containers. */
        @WithDefault("false")
        boolean execHooks();

        /** How many resources of each kind may be made over the API. */
        @WithDefault("10000")
        int objectsPerKind();
    }

    /** What is told about resources. */
    interface Events {
        /** How long an event is kept after it happened last. */
        @WithDefault("1h")
        Duration ttl();
    }

    /** Volume backups. */
    interface Backup {
        /** The folder of the store called local; backups in the data directory by default. */
        Optional<Path> path();

        /**
         * An image with GNU tar that is on the engine, to read volumes in a container where they cannot be read here.
         * It is never fetched. When Evenkeel runs in a container on that engine, its own image by default.
         */
        Optional<String> tarImage();

        /** How many Backups read volumes of one engine at a time. */
        @WithDefault("1")
        int runsPerEngine();
        /** How often a store is asked whether it is still there. */
        @WithDefault("1m")
        Duration storeCheck();

        /** How many threads compress one archive. */
        @WithDefault("2")
        int compressionThreads();
    }
}
