package dev.evenkeel.network;

import inet.ipaddr.IPAddress;
import java.util.Optional;

/** The gateway a bridge gets when nobody names one. Until its next restart the engine does not show it. */
final class DefaultGateway {

    private DefaultGateway() {}

    /** The first address of the range (the network address included), or else the first host of the subnet. */
    static Optional<IPAddress> of(String subnet, String ipRange) {
        return (ipRange.isEmpty()
                        ? Addresses.block(subnet).map(block -> block.getLower().increment(1))
                        : Addresses.block(ipRange).map(IPAddress::getLower))
                .map(IPAddress::withoutPrefixLength);
    }
}
