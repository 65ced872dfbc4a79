package dev.evenkeel.engine;

/**
 * A container as the network sees it.
 *
 * @param endpointId equals the endpoint id in the container's own view when the two are really connected
 */
public record NetworkMember(String containerName, String endpointId) {}
