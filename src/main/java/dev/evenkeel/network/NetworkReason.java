package dev.evenkeel.network;

import dev.evenkeel.engine.EngineException;

/** The reasons of a network's conditions. A closed list: docs/resources/network.md explains each. */
public enum NetworkReason {
    /** The engine agrees with the spec. */
    InSync,
    /** A repair is under way. */
    Repairing,
    /** It differs, and the drift policy is Report. */
    DriftReported,
    /** It differs, and waits for its repair window to be replaced. */
    OutsideRepairWindow,
    /** It was replaced again and again, and differs again: somebody else wants it otherwise. */
    Flapping,
    /** Only labels differ; they are put right at the next re-creation. */
    LabelsDiffer,
    /** Several networks of the engine have this name. */
    AmbiguousName,
    /** A network of this name belongs to somebody else. */
    ForeignNetwork,
    /** A network of this name is there, differs from the spec, and may not be adopted as it is. */
    NotMatching,
    /** Another network of the engine has an overlapping subnet. */
    SubnetOverlap,
    /** A container refers to the network by its id and could never be connected to a new one. */
    NetworkModeById,
    /** A container has a fixed MAC address, which this engine would lose on reconnect. */
    StaticMacAddress,
    /** A container has a fixed address that would lie in no subnet of the new network. */
    FixedAddressOutside,
    /** A fixed address is that of the gateway, an auxiliary one, or another container's. */
    FixedAddressTaken,
    /** It is one of the engine's own networks. */
    PredefinedNetwork,
    /** Tasks of a swarm's service are on the network. */
    SwarmInUse,
    /** Containers cannot join an overlay network that is not attachable. */
    NotAttachable,
    /** A container claims an endpoint that the network does not know. */
    GhostEndpoint,
    /** The network's device is gone from the engine's host. */
    DeviceGone,
    /** This engine cannot switch IPv4 off. */
    IPv4Required,
    /** The engine does not take the network that would replace the one that is there. */
    CanaryFailed,
    /** The engine did not make the new network, and the old one was put back. */
    RolledBack,
    /** The engine holds on to endpoints that nobody has: only its restart helps. */
    EngineRestartRequired,
    /** The network is to be removed, and containers the spec does not name are attached. */
    ContainersAttached,
    /** The namespace names no engine. */
    UnknownEngine,
    /** The engine does not answer. */
    EngineUnreachable,
    /** The engine refuses; it will say the same again. */
    EngineRejected,
    /** An overlay network needs an engine that is a manager of a swarm. */
    SwarmRequired,
    /** The policy does not let it leave for the engine. */
    PolicyDenied,
    /** The engine tried and failed. */
    EngineFailed,
    /** Somebody else has a fixed address. */
    AddressInUse,
    /** No address pool is free, or the subnet overlaps. */
    AddressPool,
    /** The network has active endpoints. */
    NetworkInUse,
    /** The name was taken meanwhile. */
    NameTaken,
    /** Something the plan counted on is gone. */
    NotFound,
    /** The registry does not answer. */
    RegistryUnavailable;

    static NetworkReason of(EngineException failure) {
        return switch (failure) {
            case EngineException.Unreachable e -> EngineUnreachable;
            case EngineException.NotFound e -> NotFound;
            case EngineException.NameTaken e -> NameTaken;
            case EngineException.InUse e -> NetworkInUse;
            case EngineException.AddressInUse e -> AddressInUse;
            case EngineException.AddressPool e -> AddressPool;
            case EngineException.Rejected e -> EngineRejected;
            case EngineException.SwarmRequired e -> SwarmRequired;
            case EngineException.Denied e -> PolicyDenied;
            case EngineException.AlreadyConnected e -> EngineFailed;
            case EngineException.NotConnected e -> EngineFailed;
            case EngineException.DeviceGone e -> DeviceGone;
            case EngineException.Failed e -> EngineFailed;
            case EngineException.MountFailed e -> EngineFailed;
            case EngineException.ImageRefused e -> EngineRejected;
            case EngineException.HelperRefused e -> EngineRejected;
        };
    }
}
