package dev.evenkeel.boot;

import dev.evenkeel.notify.Format;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A receiver of notifications, as it is set. */
interface NotificationConfig {

    /** Where messages are sent. */
    Optional<String> url();

    /** A file with the address, if it is a secret; read anew for each message. */
    Optional<Path> urlFile();

    /** The form of the messages. */
    @WithDefault("json")
    Format format();

    /** Further headers, as {@code Name: value}. */
    Optional<List<String>> headers();

    /** A file with a token for the header Authorization; read anew for each message. */
    Optional<Path> tokenFile();

    /** A PEM file with the authority that vouches for the receiver; by default those that Java trusts. */
    Optional<Path> ca();

    /** How long a delivery may take. */
    @WithDefault("10s")
    Duration timeout();

    /** How long something must be wrong before it is told. */
    @WithDefault("2m")
    Duration grace();

    /** The shortest time from one message to the next. */
    @WithDefault("1m")
    Duration interval();
}
