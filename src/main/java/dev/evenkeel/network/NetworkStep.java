package dev.evenkeel.network;

import dev.evenkeel.engine.NetworkCreation;

/** One call of the Engine API, and why. A plan is a list of these; carrying one out takes no decision. */
sealed interface NetworkStep {

    String cause();

    /** {@code network}: an id, or the name to drop a reference of a container that is not running. */
    record Disconnect(String network, Membership member, String cause) implements NetworkStep {
        @Override
        public String toString() {
            return "disconnect " + member.container() + " (" + cause + ")";
        }
    }

    record Remove(String networkId, String name, String cause) implements NetworkStep {
        @Override
        public String toString() {
            return "remove network " + name + " (" + cause + ")";
        }
    }

    record Create(NetworkCreation creation, String cause) implements NetworkStep {
        @Override
        public String toString() {
            return "create network " + creation.name() + " (" + cause + ")";
        }
    }

    /** Connects to the network that is there when the step is carried out: the one created before, if one was. */
    record Connect(Membership member, String cause) implements NetworkStep {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("connect ").append(member.container());
            if (!member.ipv4Address().isEmpty()) {
                text.append(" as ").append(member.ipv4Address());
            }
            if (!member.ipv6Address().isEmpty()) {
                text.append(" as ").append(member.ipv6Address());
            }
            if (!member.aliases().isEmpty()) {
                text.append(" aka ").append(String.join(",", member.aliases()));
            }
            return text.append(" (").append(cause).append(")").toString();
        }
    }
}
