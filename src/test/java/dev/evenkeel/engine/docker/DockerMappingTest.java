package dev.evenkeel.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EnginePort;
import dev.evenkeel.engine.IpamPool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Engines write the same thing in many ways; here it is one. */
class DockerMappingTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void whatAnEngineLeavesOutOrWritesAsNullIsEmpty() throws JsonProcessingException {
        EngineNetwork network = DockerMapping.network(json("""
                {"Name":"nw","Id":"26","Scope":"local","Driver":"","IPAM":{"Driver":"","Options":null,"Config":null},
                 "Containers":null,"Options":null,"Labels":null}"""), true);

        assertThat(network.driver()).isEqualTo("bridge");
        assertThat(network.ipamDriver()).isEqualTo("default");
        assertThat(network.enableIPv4()).isTrue();
        assertThat(network.enableIPv6()).isFalse();
        assertThat(network.ipam()).isEmpty();
        assertThat(network.ipamOptions()).isEmpty();
        assertThat(network.options()).isEmpty();
        assertThat(network.labels()).isEmpty();
        assertThat(network.containers()).isEmpty();
    }

    @Test
    void poolHasAllItsFields() throws JsonProcessingException {
        EngineNetwork network = DockerMapping.network(json("""
                {"Name":"nw","EnableIPv4":false,"IPAM":{"Driver":"default","Config":[{"Subnet":"10.77.1.0/24",
                 "IPRange":"10.77.1.128/25","Gateway":"10.77.1.1","AuxiliaryAddresses":{"router":"10.77.1.5"}}]},
                 "Status":{"IPAM":{"Subnets":{"fd00::/64":{"DynamicIPsAvailable":18446744073709551614}}}}}"""), false);

        assertThat(network.enableIPv4()).isFalse();
        assertThat(network.ipam())
                .containsExactly(
                        new IpamPool("10.77.1.0/24", "10.77.1.128/25", "10.77.1.1", Map.of("router", "10.77.1.5")));
    }

    /** As engine 29 writes it: a list has no Containers, and an inspection counts to 2^64. */
    @Test
    void aNewerEngineTellsTheSameOfANetwork() throws JsonProcessingException {
        String known = """
                {"Name":"nw","Id":"2655cc","Created":"2026-11-20T09:23:19.507841775Z","Scope":"local","Driver":"bridge",
                 "EnableIPv4":true,"EnableIPv6":true,"IPAM":{"Driver":"default","Options":{},"Config":[
                 {"Subnet":"fd00:78::/64","Gateway":"fd00:78::1"},{"Subnet":"172.19.0.0/16","Gateway":"172.19.0.1"}]},
                 "Internal":false,"Attachable":false,"Ingress":false,"ConfigFrom":{"Network":""},"ConfigOnly":false,
                 "Options":{},"Labels":{}""";
        EngineNetwork listed = DockerMapping.network(json(known + "}"), false);
        EngineNetwork inspected = DockerMapping.network(json(known + """
                ,"Containers":{},"Status":{"IPAM":{"Subnets":{
                 "172.19.0.0/16":{"IPsInUse":3,"DynamicIPsAvailable":65533},
                 "fd00:78::/64":{"IPsInUse":2,"DynamicIPsAvailable":18446744073709551614}}}}}"""), true);

        assertThat(listed).isEqualTo(inspected);
        assertThat(inspected.ipam()).extracting(IpamPool::subnet).containsExactly("fd00:78::/64", "172.19.0.0/16");
    }

    /** As engine 26.1 shows it for some milliseconds after it was made. */
    @Test
    void aSwarmsNetworkThatIsNotReadyHasNoDriver() throws JsonProcessingException {
        EngineNetwork network = DockerMapping.network(json("""
                {"Name":"ov","Id":"ku4mg5y014sklbopyyqk1g72x","Created":"2026-11-21T12:12:32.7117989Z","Scope":"swarm",
                 "Driver":"","EnableIPv6":false,"IPAM":{"Driver":"","Options":null,"Config":null},"Internal":false,
                 "Attachable":true,"Ingress":false,"ConfigFrom":{"Network":""},"ConfigOnly":false,"Containers":null,
                 "Options":null,"Labels":{"a":"b"}}"""), true);

        assertThat(network.driver()).isEmpty();
        assertThat(network.labels()).containsEntry("a", "b");
    }

    /** Of a swarm's network in use the inspection has peers, and endpoints that are no containers. */
    @Test
    void theMembersOfASwarmsNetworkAreThoseItShows() throws JsonProcessingException {
        EngineNetwork network = DockerMapping.network(json("""
                {"Name":"ov","Id":"vx4","Scope":"swarm","Driver":"overlay","EnableIPv4":true,"EnableIPv6":false,
                 "IPAM":{"Driver":"default","Options":null,"Config":[{"Subnet":"10.0.1.0/24","Gateway":"10.0.1.1"}]},
                 "Attachable":true,"Containers":{"77":{"Name":"web","EndpointID":"e1","IPv4Address":"10.0.1.2/24"},
                 "lb-ov":{"Name":"ov-endpoint","EndpointID":"e2","IPv4Address":"10.0.1.3/24"}},
                 "Options":{"com.docker.network.driver.overlay.vxlanid_list":"4097","encrypted":""},"Labels":{},
                 "Peers":[{"Name":"5a42a6ac281d","IP":"127.0.0.1"}]}"""), true);

        assertThat(network.containers()).containsOnlyKeys("77", "lb-ov");
        assertThat(network.options()).containsEntry("encrypted", "");
    }

    @Test
    void shortIdIsNoAlias() throws JsonProcessingException {
        EngineContainer container = DockerMapping.container(json("""
                {"Id":"0123456789abcdef","Name":"/web","State":{"Status":"running"},"NetworkSettings":{"Networks":{
                 "nw":{"Aliases":["www","0123456789ab","api"],"EndpointID":"e1"}}}}"""));

        assertThat(container.name()).isEqualTo("web");
        assertThat(container.endpoints().get("nw").settings().aliases()).containsExactly("www", "api");
    }

    @Test
    void addressThatTheEngineMadeUpIsNotOneThatWasChosen() throws JsonProcessingException {
        EngineContainer container = DockerMapping.container(json("""
                {"Id":"0123456789abcdef","Name":"/web","NetworkSettings":{"Networks":{
                 "running":{"MacAddress":"02:42:0a:00:00:02","EndpointID":"e1","IPAddress":"10.0.0.2"},
                 "stopped":{"MacAddress":"02:42:0a:00:00:03","EndpointID":"","GwPriority":7}}}}"""));

        assertThat(container.endpoints().get("running").settings().macAddress()).isEmpty();
        assertThat(container.endpoints().get("running").settings().fixed()).isFalse();
        assertThat(container.endpoints().get("stopped").settings().macAddress()).isEqualTo("02:42:0a:00:00:03");
        assertThat(container.endpoints().get("stopped").settings().gatewayPriority())
                .isEqualTo(7);
    }

    @Test
    void aPortIsExposedOrWantedOnTheHostOrThere() throws JsonProcessingException {
        EngineContainer container = DockerMapping.container(json("""
                {"Id":"01","Name":"/web","State":{"Pid":4711},
                 "Config":{"ExposedPorts":{"80/tcp":{},"9/udp":{},"443/tcp":{}}},
                 "HostConfig":{"PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}],"443/tcp":[{"HostPort":""}]}},
                 "NetworkSettings":{"Ports":{"9/udp":null,
                  "80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"},{"HostIp":"::","HostPort":"8080"}]}}}"""));

        assertThat(container.pid()).isEqualTo(4711);
        assertThat(container.ports())
                .containsExactly(
                        new EnginePort(9, "udp", false, List.of()),
                        new EnginePort(80, "tcp", true, List.of("0.0.0.0:8080", "[::]:8080")),
                        new EnginePort(443, "tcp", true, List.of()));
        assertThat(container.ports().stream().flatMap(EnginePort::shown))
                .containsExactly("9/udp", "0.0.0.0:8080->80/tcp", "[::]:8080->80/tcp", "443/tcp");
    }

    @Test
    void everyPortOfAnImageIsWantedOnTheHostByPublishAll() throws JsonProcessingException {
        EngineContainer container = DockerMapping.container(json("""
                {"Id":"01","Config":{"ExposedPorts":{"80/tcp":{}}},"HostConfig":{"PublishAllPorts":true}}"""));

        assertThat(container.ports()).containsExactly(new EnginePort(80, "tcp", true, List.of()));
    }

    @Test
    void nameOfALinkIsNotTheContainersOwn() throws JsonProcessingException {
        ContainerSummary summary = DockerMapping.summary(json("""
                {"Id":"01","Names":["/web/db","/db"],"State":"exited","Mounts":[{"Type":"bind","Name":""},
                 {"Type":"volume","Name":"data"}]}"""));

        assertThat(summary.name()).isEqualTo("db");
        assertThat(summary.volumes()).containsExactly("data");
    }

    @Test
    void eventHasItsActorAndItsTime() throws JsonProcessingException {
        EngineEvent event = DockerMapping.event(json("""
                {"Type":"network","Action":"connect","Actor":{"ID":"ef29","Attributes":{"name":"nw-a","type":"bridge",
                 "container":"77"}},"scope":"local","time":1795168985,"timeNano":1795168985896250351}"""));

        assertThat(event)
                .isEqualTo(new EngineEvent(
                        "network",
                        "connect",
                        "ef29",
                        Map.of("name", "nw-a", "type", "bridge", "container", "77"),
                        1795168985896250351L));
    }
}
