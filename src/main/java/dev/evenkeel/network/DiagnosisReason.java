package dev.evenkeel.network;

/** What a diagnosis can find. A closed list: docs/resources/network.md explains each. */
public enum DiagnosisReason {
    /** All is well. */
    InOrder(""),
    /** The namespace names no engine. */
    UnknownEngine("Declare the network in the namespace of an engine: kubectl get namespaces lists them."),
    /** The engine does not answer. */
    EngineUnreachable("Start the engine, and ask again."),
    /** The engine has no such network. */
    NoNetwork("Wait until it is made; the condition Ready says what keeps it."),
    /** The engine has several networks of this name. */
    AmbiguousName("Remove all but one of them, by id: docker network rm ID."),
    /** The network is not as declared. */
    Drifted("Look at status.drift and status.plan of the network; driftPolicy Repair puts it right."),
    /** A member is not running. */
    NotRunning("Start it: docker start NAME. docker logs NAME says why it ended."),
    /** A member is paused, and answers nobody. */
    Paused("docker unpause NAME"),
    /** A container that belongs on the network, or was on it shortly before, is not. */
    NotConnected("docker network connect NETWORK NAME, or declare it under spec.attachments."),
    /** A declared container does not exist. */
    NoSuchContainer("Create it; it is connected as soon as it is there."),
    /** Container and network disagree about whether they are connected. */
    GhostEndpoint("Restart the container: docker restart NAME. Nothing else heals that."),
    /** A container refers to a network of this name that is gone. */
    StaleReference("docker network disconnect -f NETWORK NAME, then docker network connect NETWORK NAME."),
    /** The network keeps an endpoint whose container is gone. */
    LeftoverEndpoint("docker network disconnect -f NETWORK NAME"),
    /** The engine says that a container has an address, and inside there is none. */
    InterfaceMissing("docker network disconnect NETWORK NAME, then docker network connect NETWORK NAME."),
    /** Two containers have the same address, or will when both run. */
    DuplicateAddress("Give one of them another address; fixed ones belong outside of ipRange."),
    /** Several containers go by one name, and take turns in answering to it. */
    SharedName("Nothing, if that is meant; otherwise take the alias from all but one."),
    /** A container lacks a name that it is declared with. */
    MissingAlias("docker network disconnect NETWORK NAME, then connect it with --alias; driftPolicy Repair does both."),
    /** The engine's DNS server does not know a name that it should. */
    NameUnknown("docker network disconnect NETWORK NAME, then docker network connect NETWORK NAME."),
    /** A name leads to another container. */
    WrongAddress("See who else has the name: status.endpoints[].aliases, and the other networks of who asks."),
    /** The engine's DNS server does not answer inside a container. */
    DnsSilent("Restart the container; if that does not help, look for firewall rules that drop UDP to 127.0.0.11."),
    /** Nobody reaches anybody, nor the network's own address: its bridge is gone or switched off. */
    BridgeGone("docker network disconnect NETWORK, of everybody, then docker network rm NETWORK: Evenkeel makes it anew"
            + " and connects them again. If the bridge is there, look at the firewall of the host."),
    /** The network keeps its containers apart: its option enable_icc is false. */
    ContainersIsolated("Set com.docker.network.bridge.enable_icc to \"true\" in spec.options, or leave it out."),
    /** Somebody is there, and something drops what is sent to him. */
    Filtered("Look at the firewall of the host (iptables -L DOCKER-USER, FORWARD) and that inside the container."),
    /** Nobody answers at the address of a container. */
    Unreachable("docker network disconnect NETWORK NAME, then docker network connect NETWORK NAME."),
    /** Nothing accepts connections at a port that the container exposes. */
    NothingListens("Look at docker logs NAME; a program that listens at 127.0.0.1 must listen at 0.0.0.0 instead."),
    /** The network has no way out, and no port of it can be published. */
    InternalNetwork("Connect those who need a way out or in to another network, too; or spec.internal: false."),
    /** A port was to be published, and the host has none for it. */
    NotBound("docker restart NAME; the engine's log says who else has the port of the host."),
    /** A port is exposed and not published: only the container's networks reach it. */
    NotPublished("Nothing, if only other containers need it; otherwise create it anew with docker run -p."),
    /** Something could not be asked. */
    NotAsked("Run Evenkeel on the engine's host, as root, and with the host's processes in sight."),
    /** There are more members than a diagnosis looks at. */
    TooMany("Nothing: the others are asked about if some of these leave.");

    private final String remedy;

    DiagnosisReason(String remedy) {
        this.remedy = remedy;
    }

    /** The way out, with NETWORK and NAME for the names. */
    String remedy(String network, String container) {
        return remedy.replace("NETWORK", network).replace("NAME", container);
    }
}
