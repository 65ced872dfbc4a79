package dev.evenkeel.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.IpamPool;
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
                {"Name":"nw","Id":"26","Scope":"swarm","Driver":"","IPAM":{"Driver":"","Options":null,"Config":null},
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
