package dev.evenkeel.engine.docker;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where an engine is, and how long to wait for it.
 *
 * @param host {@code unix:///path} or {@code tcp://host:port}
 * @param tls for the latter; without it, everybody in between is root on the engine
 * @param callDeadline for the whole of an ordinary call; the engine itself takes 15 s to miss a plugin
 * @param idleDeadline for the engine to take or give the next bytes of an archive; it fires between one and two times
 *     this
 */
public record DockerConnection(URI host, Optional<DockerTls> tls, Duration callDeadline, Duration idleDeadline) {

    private static final Duration PATIENT = Duration.ofSeconds(60);

    /** An engine with deadlines of a minute. */
    public static DockerConnection to(URI host) {
        return new DockerConnection(host, Optional.empty(), PATIENT, PATIENT);
    }
}
