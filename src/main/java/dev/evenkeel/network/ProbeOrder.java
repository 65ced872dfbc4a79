package dev.evenkeel.network;

import java.util.List;

/**
 * What is to be asked from inside one container's network namespace.
 *
 * @param pid of the container's first process, as the engine counts
 * @param addresses that the container has on the network
 */
public record ProbeOrder(String containerId, String container, long pid, List<String> addresses, List<Target> targets) {

    public ProbeOrder {
        addresses = List.copyOf(addresses);
        targets = List.copyOf(targets);
    }

    /**
     * A question, and whom it is about.
     *
     * @param to a container's name; empty for the network's own address
     * @param address where that container is
     */
    public record Target(String to, String address, ProbeQuestion question) {}

    public List<ProbeQuestion> questions() {
        return targets.stream().map(Target::question).distinct().toList();
    }
}
