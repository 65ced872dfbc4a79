package dev.evenkeel.boot;

import java.net.URI;
import java.util.Optional;

/** What leads to what, for a collector. */
interface TraceConfig {

    /** Where traces are sent, by OTLP over HTTP; nothing is traced without it. */
    Optional<URI> endpoint();
}
