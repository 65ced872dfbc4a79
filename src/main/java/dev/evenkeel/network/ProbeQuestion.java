package dev.evenkeel.network;

/** What can be asked from inside a container's network namespace. Asking changes nothing. */
public sealed interface ProbeQuestion {

    /**
     * Which addresses the engine's DNS server has for a name.
     *
     * @param ipv6 whether IPv6 addresses are asked for rather than IPv4 ones
     */
    record Resolve(String name, boolean ipv6) implements ProbeQuestion {}

    /** Whether anybody answers at an address. */
    record Ping(String address) implements ProbeQuestion {}

    /** Whether anybody accepts connections at a TCP port. */
    record Connect(String address, int port) implements ProbeQuestion {}
}
