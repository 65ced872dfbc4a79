package dev.evenkeel.network;

import java.time.Instant;
import java.util.List;

/**
 * What is right and what is wrong between the containers of a network. Working it out changes nothing.
 *
 * @param time when it was worked out
 * @param summary all of it in a sentence
 * @param findings what is worth knowing, problems first
 * @param members the containers on the network
 * @param checks every single thing that was looked at or asked
 */
public record NetworkDiagnosis(
        Instant time, String summary, List<Finding> findings, List<Member> members, List<Check> checks) {

    public NetworkDiagnosis {
        findings = List.copyOf(findings);
        members = List.copyOf(members);
        checks = List.copyOf(checks);
    }

    /** How bad it is. */
    public enum Severity {
        /** Something does not work. */
        Problem,
        /** Something that may be meant to be so. */
        Note
    }

    /** What came of a check. */
    public enum Result {
        /** As it should be. */
        OK,
        /** Not as it should be. */
        Failed,
        /** Nobody could tell. */
        Unknown
    }

    /** What is checked. */
    public enum CheckType {
        /** A container is running, and both sides say that it is on the network. */
        Membership,
        /** A name leads to a container. */
        Name,
        /** A container reaches the network's own address. */
        Gateway,
        /** A container reaches another one's address. */
        Address,
        /** A container accepts connections from another one. */
        Port,
        /** A port of a container is published on the host. */
        Publication
    }

    /**
     * Something worth knowing, with the way out.
     *
     * @param severity how bad it is
     * @param reason what it is, in one word
     * @param message what it is, in a sentence
     * @param remedy what to do about it
     */
    public record Finding(Severity severity, DiagnosisReason reason, String message, String remedy) {}

    /**
     * A container on the network.
     *
     * @param container its name
     * @param containerID the engine's id of the container
     * @param state as the engine calls it
     * @param ipv4Address assigned by the engine; empty while the container is not running
     * @param ipv6Address assigned by the engine; empty while the container is not running
     * @param names all under which the others are to find it
     * @param ports as {@code docker ps} shows them
     * @param otherNetworks on which it is, too: whoever shares none with it cannot reach it
     */
    public record Member(
            String container,
            String containerID,
            String state,
            String ipv4Address,
            String ipv6Address,
            List<String> names,
            List<String> ports,
            List<String> otherNetworks) {

        public Member {
            names = List.copyOf(names);
            ports = List.copyOf(ports);
            otherNetworks = List.copyOf(otherNetworks);
        }
    }

    /**
     * One thing that was looked at or asked.
     *
     * @param type what was checked
     * @param from who asked; empty when it was seen from outside
     * @param to the container it is about; empty for the network itself
     * @param subject the name, the address or the port
     * @param result what came of it
     * @param reason why, in one word
     * @param message why, in a sentence; empty when there is nothing to add
     */
    public record Check(
            CheckType type,
            String from,
            String to,
            String subject,
            Result result,
            DiagnosisReason reason,
            String message) {

        boolean is(CheckType one, Result other) {
            return type == one && result == other;
        }
    }
}
