package dev.evenkeel.network;

import dev.evenkeel.engine.NetworkCreation;

/**
 * One call of the Engine API (a rehearsal has two), and why. A plan is a list of these; carrying one out takes no
 * decision.
 */
sealed interface NetworkStep {

    String cause();

    /**
     * Has a network made and removed again, to see whether the engine takes it. Carried out before anything is written
     * down or taken apart.
     *
     * @param complete whether all subnets are in it; otherwise it says nothing when the engine finds none
     */
    record Rehearse(NetworkCreation creation, String name, boolean complete, String cause) implements NetworkStep {
        @Override
        public String toString() {
            return "try network " + name + " as " + creation.name() + (complete ? "" : " in another subnet") + " ("
                    + cause + ")";
        }
    }

    /** {@code network}: an id, or the name to drop a reference of a container that is not running. */
    record Disconnect(String network, Membership member, String cause) implements NetworkStep {
        @Override
        public String toString() {
            return "disconnect " + member.container() + " (" + cause + ")";
        }
    }

    /** {@code endpoint}: the name of what a container left behind that is gone itself. */
    record Drop(String network, String endpoint, String cause) implements NetworkStep {
        @Override
        public String toString() {
            return "drop endpoint " + endpoint + ", whose container is gone (" + cause + ")";
        }
    }

    /** {@code networkId}: or the name of one that is made by an earlier step. */
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

    /** Connects to a network for the time being, by the same names and nothing else. */
    record Shelter(String transit, Membership member, int gatewayPriority, String cause) implements NetworkStep {
        @Override
        public String toString() {
            return "shelter " + member.container() + " on " + transit + " (" + cause + ")";
        }
    }

    /** {@code transit}: an id, or the name of one that is made by an earlier step. */
    record Leave(String transit, Membership member, String cause) implements NetworkStep {
        @Override
        public String toString() {
            return "take " + member.container() + " off (" + cause + ")";
        }
    }

    record Start(Membership member, String cause) implements NetworkStep {
        @Override
        public String toString() {
            return "start " + member.container() + " (" + cause + ")";
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
