package dev.evenkeel.network;

import dev.evenkeel.network.NetworkPlan.Hindrance;
import dev.evenkeel.resource.FieldDrift;
import java.util.Optional;

/** Whether connecting a container anew would put it right, and if not, what would. Pure. */
final class AttachmentCures {

    private AttachmentCures() {}

    static Optional<Hindrance> hindrance(Membership member, FieldDrift drift, ObservedNetwork observed) {
        if (drift.field().endsWith(AttachmentDrift.MAC_ADDRESS)) {
            // moby#48192
            return observed.version().atLeast(1, 54)
                    ? Optional.empty()
                    : Optional.of(new Hindrance(
                            NetworkReason.StaticMacAddress,
                            drift + "; this engine takes a MAC address only when the container is created"
                                    + " (docker run --mac-address)"));
        }
        if (drift.actual().equals(AttachmentDrift.GHOST)) {
            return Optional.of(ghost(member.container()));
        }
        return drift.field().endsWith("Address")
                ? observed.holder(drift.desired(), member)
                        .map(holder -> new Hindrance(
                                NetworkReason.AddressInUse,
                                drift + "; container " + holder.name() + " has it. " + member.container()
                                        + " is connected without it until it is free"))
                : Optional.empty();
    }

    /** Nobody restarts a container but its owner. */
    static Hindrance ghost(String container) {
        return new Hindrance(
                NetworkReason.GhostEndpoint,
                "container " + container + " claims an endpoint that the network does not know; restart the container");
    }

    /** The member without addresses that somebody else has: better on the network without them than not at all. */
    static Membership possible(Membership member, ObservedNetwork observed) {
        return member.withAddresses(
                observed.holder(member.ipv4Address(), member).isPresent() ? "" : member.ipv4Address(),
                observed.holder(member.ipv6Address(), member).isPresent() ? "" : member.ipv6Address());
    }
}
