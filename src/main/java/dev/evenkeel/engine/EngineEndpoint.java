package dev.evenkeel.engine;

/**
 * A container's own view of one of its networks.
 *
 * @param networkId the network it was last connected to; empty for a container that has never been started since
 * @param endpointId empty while the container is not running
 * @param settings what was chosen, so that it can be chosen again
 * @param ipv4Address what the engine assigned, empty while not running
 */
public record EngineEndpoint(
        String networkId,
        String endpointId,
        EndpointSettings settings,
        String ipv4Address,
        String ipv6Address,
        String macAddress) {

    public EngineEndpoint with(EndpointSettings otherSettings) {
        return new EngineEndpoint(networkId, endpointId, otherSettings, ipv4Address, ipv6Address, macAddress);
    }
}
