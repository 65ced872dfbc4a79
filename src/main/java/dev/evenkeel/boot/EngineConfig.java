package dev.evenkeel.boot;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Talking to engines. */
interface EngineConfig {

    /** How long one call may take. An engine takes 15 s to say that it does not know a network driver. */
    @WithDefault("60s")
    Duration callTimeout();

    /** How long a stream of archive data may stand still. */
    @WithDefault("5m")
    Duration streamTimeout();

    Tls tls();

    /** To an engine elsewhere. DOCKER_TLS_VERIFY and DOCKER_CERT_PATH mean the same as for the docker command. */
    interface Tls {
        /** Who vouches for the engine, in PEM. */
        Optional<Path> caFile();

        /** The certificate that the engine wants to see, in PEM. */
        Optional<Path> certFile();

        /** Its key. */
        Optional<Path> keyFile();
    }
}
