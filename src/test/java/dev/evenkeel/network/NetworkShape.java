package dev.evenkeel.network;

import dev.evenkeel.engine.EngineVersion;
import dev.evenkeel.engine.OwnEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of networks that people have, each of which some engine shows otherwise than it was asked for. */
enum NetworkShape {
    PLAIN("{}"),
    WHOLE_IPAM("""
            {ipam: {config: [{subnet: 10.91.1.0/24, ipRange: 10.91.1.128/25, gateway: 10.91.1.1,
             auxiliaryAddresses: {router: 10.91.1.5}}]}}"""),
    SUBNET_WITHOUT_GATEWAY("{ipam: {config: [{subnet: 10.91.2.0/24}]}}"),
    GATEWAY_IN_A_RANGE("""
            {ipam: {config: [{subnet: 10.91.3.0/24, ipRange: 10.91.3.128/25,
             auxiliaryAddresses: {printer: 10.91.3.7, router: 10.91.3.6}}]}}"""),
    DRIVER_OPTIONS("""
            {options: {com.docker.network.bridge.enable_icc: 'false', com.docker.network.driver.mtu: '1400',
             com.docker.network.bridge.enable_ip_masquerade: 'false', com.docker.network.bridge.name: ekshape0}}"""),
    FLAGS_IN_OTHER_WORDS("""
            {options: {com.docker.network.bridge.enable_icc: '1', com.docker.network.bridge.enable_ip_masquerade: 'TRUE'}}"""),
    IPV6("{enableIPv6: true, ipam: {config: [{subnet: 'fd00:91:4::/64'}]}}"),
    IPV6_IN_FULL("{enableIPv6: true, ipam: {config: [{subnet: 'FD00:0091:0005:0000::/64'}]}}"),
    BOTH_FAMILIES("""
            {enableIPv6: true, ipam: {config: [{subnet: 'fd00:91:6::/64', gateway: 'fd00:91:6::1'},
             {subnet: 10.91.6.0/24, gateway: 10.91.6.1}]}}"""),
    /** Before API 1.47 the engine has no IPv6 subnets to choose from. */
    IPV6_OF_THE_ENGINES_CHOICE("{enableIPv6: true}") {
        @Override
        boolean possible(OwnEngine own, EngineVersion version) {
            return version.atLeast(1, 47);
        }
    },
    INTERNAL("{internal: true}"),
    ATTACHABLE("{attachable: true}"),
    LABELS("{labels: {tier: back, empty: '', 'com.example/site': home}}"),
    /** Needs a kernel that has it. */
    MACVLAN("{driver: macvlan, options: {parent: ekparent}, ipam: {config: [{subnet: 10.91.7.0/24}]}}") {
        @Override
        boolean possible(OwnEngine own, EngineVersion version) {
            own.amongItsInterfaces("ip", "link", "add", "ekparent", "type", "veth", "peer", "name", "ekpeer");
            return own.offersInterfaces("macvlan", "ekparent");
        }
    },
    OVERLAY("{driver: overlay, attachable: true, options: {encrypted: ''}, labels: {tier: swarm}}") {
        @Override
        boolean possible(OwnEngine own, EngineVersion version) {
            own.docker("swarm", "init", "--advertise-addr", "127.0.0.1");
            return true;
        }
    };

    private final String spec;

    NetworkShape(String spec) {
        this.spec = spec;
    }

    /** As YAML. */
    String spec() {
        return spec;
    }

    /** How the network is called: a docker name. */
    String network() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether an engine of this version on this host can have it; makes what it needs beside the engine. */
    boolean possible(OwnEngine own, EngineVersion version) {
        return true;
    }

    static List<NetworkShape> possibleOn(OwnEngine own, EngineVersion version) {
        return Arrays.stream(values())
                .filter(shape -> shape.possible(own, version))
                .toList();
    }
}
