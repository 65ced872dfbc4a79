package dev.evenkeel.engine;

import java.util.List;
import java.util.stream.Stream;

/**
 * A port that a container was created with.
 *
 * @param number within the container
 * @param protocol tcp, udp or sctp
 * @param published whether the host was to have a port for it
 * @param bindings the host's addresses that lead to it now, as in {@code 127.0.0.1:8080}
 */
public record EnginePort(int number, String protocol, boolean published, List<String> bindings) {

    public EnginePort {
        bindings = List.copyOf(bindings);
    }

    /** As the docker command writes it: {@code 80/tcp}. */
    public String name() {
        return number + "/" + protocol;
    }

    /** As {@code docker ps} shows it: {@code 127.0.0.1:8080->80/tcp}, or {@code 80/tcp} when nothing leads to it. */
    public Stream<String> shown() {
        return bindings.isEmpty() ? Stream.of(name()) : bindings.stream().map(binding -> binding + "->" + name());
    }
}
