package dev.evenkeel.boot;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the registry is, and how much history it keeps. */
interface RegistryConfig {

    /** A PostgreSQL database: jdbc:postgresql://host:5432/name. Without it, SQLite in the data directory. */
    Optional<String> url();

    /** The role as which to come. */
    Optional<String> username();

    /** A file with the role's password. It is read for each connection. */
    Optional<Path> passwordFile();

    /** How long a start waits for a database that does not answer, or for another Evenkeel that has the registry. */
    @WithDefault("30s")
    Duration patience();

    /** How many changes are kept for clients that resume a watch. */
    @WithDefault("10000")
    int keepRevisions();
}
