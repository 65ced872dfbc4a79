package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.resource.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a network may be called and what its spec may say: each broken rule names the very field. */
final class NetworkKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{driver: bridge, internal: true, attachable: true, enableIPv6: true}",
                "{driver: 'vendor/plugin:1.2', options: {anything: goes}}",
                "{driver: macvlan, options: {parent: eth0.50}, ipam: {config: [{subnet: 10.1.0.0/24},"
                        + " {subnet: 10.2.0.0/24}]}}",
                "{driver: ipvlan, options: {parent: eth0, ipvlan_mode: l3}}",
                "{driver: overlay, attachable: true, options: {encrypted: ''}}",
                "{enableIPv6: true, ipam: {config: [{subnet: 10.1.0.0/24}, {subnet: 'fd00:81::/64'}]}}",
                "{enableIPv4: false, enableIPv6: true, ipam: {config: [{subnet: 'fd00:81::/64', gateway: 'fd00:81::1'}]}}",
                "{ipam: {driver: default, options: {a: b}, config: [{subnet: 10.1.0.0/16, ipRange: 10.1.240.0/20,"
                        + " gateway: 10.1.0.1, auxiliaryAddresses: {router: 10.1.0.2, printer: 10.1.0.3}}]}}",
                "{ipam: {config: [{subnet: 10.1.0.0/31, gateway: 10.1.0.0}]}}",
                "{options: {com.docker.network.bridge.name: evenkeel0, com.docker.network.driver.mtu: '1450',"
                        + " com.docker.network.bridge.enable_icc: 'False', com.docker.network.bridge.enable_ip_masquerade: t}}",
                "{labels: {tier: back, 'dev.evenkeeler': fine, empty: ''}}",
                "{ipam: {config: [{subnet: 10.1.0.0/24}]}, attachments: [{container: api, aliases: [api, db.local],"
                        + " ipv4Address: 10.1.0.9, macAddress: '02:42:0A:51:00:64', driverOptions: {a: b},"
                        + " gatewayPriority: -5}, {container: web}]}",
            })
    void whatDockerCanMakeIsAccepted(String spec) throws JsonProcessingException {
        assertThat(violations("backend", spec)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge", "host", "none", "docker_gwbridge", "ingress"})
    void theNetworksThatEveryEngineHasCannotBeDeclared(String name) throws JsonProcessingException {
        assertThat(violations(name, "{}")).extracting(Violation::field).containsExactly("metadata.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "none", "null"})
    void aBuiltInDriverIsRefusedWithTheWayOut(String driver) throws JsonProcessingException {
        List<Violation> broken = violations("backend", "{driver: '" + driver + "'}");
        assertThat(broken).extracting(Violation::field).containsExactly("spec.driver");
        assertThat(broken.getFirst().message()).contains("built into the engine", "use bridge");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ' '                    | spec.driver
                    'a b'                  | spec.driver
                    '/plugin'              | spec.driver
                    """)
    void aDriverHasAName(String driver, String field) throws JsonProcessingException {
        assertThat(violations("backend", "{driver: " + driver + "}"))
                .extracting(Violation::field)
                .containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                                  | subnet  | needs a subnet
                    {subnet: 10.81.0.0}                                 | subnet  | CIDR form
                    {subnet: 10.81.0.0/33}                              | subnet  | CIDR form
                    {subnet: 10.81/16}                                  | subnet  | CIDR form
                    {subnet: 10.81.0.0/255.255.0.0}                     | subnet  | CIDR form
                    {subnet: '10.81.0.*'}                               | subnet  | CIDR form
                    {subnet: elsewhere}                                 | subnet  | CIDR form
                    {subnet: 10.81.0.7/24}                              | subnet  | it should be 10.81.0.0/24
                    {subnet: 0.0.0.0/0}                                 | subnet  | reserved range
                    {subnet: 0.1.0.0/16}                                | subnet  | reserved range
                    {subnet: 127.1.0.0/16}                              | subnet  | reserved range
                    {subnet: 169.254.8.0/24}                            | subnet  | reserved range
                    {subnet: 239.1.0.0/16}                              | subnet  | reserved range
                    {subnet: 255.255.255.0/24}                          | subnet  | reserved range
                    {subnet: 10.81.0.7/32}                              | subnet  | no room
                    {subnet: 'fd00:81::/64'}                            | subnet  | spec.enableIPv6: true
                    {subnet: 10.81.0.0/24, ipRange: 10.81.1.0/25}       | ipRange | inside 10.81.0.0/24
                    {subnet: 10.81.0.0/24, ipRange: 10.81.0.0/16}       | ipRange | inside 10.81.0.0/24
                    {subnet: 10.81.0.0/24, ipRange: 'fd00::/64'}        | ipRange | inside 10.81.0.0/24
                    {subnet: 10.81.0.0/24, ipRange: 10.81.0.9/25}       | ipRange | it should be 10.81.0.0/25
                    {subnet: 10.81.0.0/24, ipRange: 10.81.0.9}          | ipRange | CIDR form
                    {subnet: 10.81.0.0/24, gateway: 10.82.0.1}          | gateway | inside 10.81.0.0/24
                    {subnet: 10.81.0.0/24, gateway: 10.81.0.1/24}       | gateway | without a prefix length
                    {subnet: 10.81.0.0/24, gateway: 10.81.0.0}          | gateway | network or broadcast
                    {subnet: 10.81.0.0/24, gateway: 10.81.0.255}        | gateway | network or broadcast
                    {subnet: 10.81.0.0/24, gateway: 'fd00::1'}          | gateway | inside 10.81.0.0/24
                    {subnet: 10.81.0.0/24, gateway: router}             | gateway | IP address
                    {subnet: 10.81.0.0/24, auxiliaryAddresses: {a: 10.82.0.1}}  | auxiliaryAddresses[a] | inside
                    {subnet: 10.81.0.0/24, auxiliaryAddresses: {a: ''}}         | auxiliaryAddresses[a] | IP address
                    {subnet: 10.81.0.0/24, auxiliaryAddresses: {a: 10.81.0.0}}  | auxiliaryAddresses[a] | network
                    {subnet: 10.81.0.0/24, gateway: 10.81.0.1, auxiliaryAddresses: {a: 10.81.0.1}} | auxiliaryAddresses[a] | already the gateway
                    {subnet: 10.81.0.0/24, auxiliaryAddresses: {a: 10.81.0.1}}  | auxiliaryAddresses[a] | already the gateway
                    {subnet: 10.81.0.0/24, auxiliaryAddresses: {a: 10.81.0.2, b: 10.81.0.2}} | auxiliaryAddresses[b] | auxiliary address a
                    """)
    void anAddressPoolThatNoEngineShouldGetIsRefused(String pool, String field, String why)
            throws JsonProcessingException {
        List<Violation> broken = violations("backend", "{ipam: {config: [" + pool + "]}}");
        assertThat(broken).extracting(Violation::field).containsExactly("spec.ipam.config[0]." + field);
        assertThat(broken.getFirst().message()).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {ipam: {config: [{subnet: 10.81.0.0/24}, {subnet: 10.82.0.0/24}]}}                          | one subnet per address family
                    {ipam: {config: [{subnet: 10.81.0.0/16}, {subnet: 10.81.7.0/24}]}}                          | overlaps 10.81.0.0/16
                    {driver: macvlan, ipam: {config: [{subnet: 10.81.7.0/24}, {subnet: 10.81.0.0/16}]}}         | overlaps 10.81.7.0/24
                    {enableIPv6: true, ipam: {config: [{subnet: 'fd00:1::/64'}, {subnet: 'FD00:1:0::/48'}]}}    | overlaps fd00:1::/64
                    """)
    void poolsStandBesideEachOther(String spec, String why) throws JsonProcessingException {
        List<Violation> broken = violations("backend", spec);
        assertThat(broken).extracting(Violation::field).containsExactly("spec.ipam.config[1].subnet");
        assertThat(broken.getFirst().message()).contains(why);
    }

    @Test
    void anIPv4SubnetNeedsIPv4() throws JsonProcessingException {
        assertThat(violations(
                        "backend",
                        "{enableIPv4: false, enableIPv6: true, ipam: {config: [{subnet: 10.81.0.0/24},"
                                + " {subnet: 'fe80::/64'}, {subnet: '::1/128'}]}}"))
                .extracting(Violation::field)
                .containsOnly("spec.ipam.config[0].subnet", "spec.ipam.config[1].subnet", "spec.ipam.config[2].subnet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    com.docker.network.bridge.name                 | a-name-too-long0 | at most 15
                    com.docker.network.bridge.name                 | ''               | interface name
                    com.docker.network.bridge.name                 | a/b              | interface name
                    com.docker.network.driver.mtu                  | big              | from 68 to 65535
                    com.docker.network.driver.mtu                  | '67'             | from 68 to 65535
                    com.docker.network.driver.mtu                  | '65536'          | from 68 to 65535
                    com.docker.network.driver.mtu                  | '-1500'          | from 68 to 65535
                    com.docker.network.bridge.enable_icc           | 'maybe'          | true or false
                    com.docker.network.bridge.enable_ip_masquerade | ''               | true or false
                    com.docker.network.bridge.default_bridge       | 'true'           | supported values
                    com.docker.network.host_ipv4                   | 192.0.2.7        | supported values
                    com.docker.network.bridge.host_binding_ipv4    | '::1'            | IPv4 address
                    com.docker.network.driver.mtu                  | '1000000000'     | from 68 to 65535
                    anything                                       | goes             | supported values
                    parent                                         | eth0             | supported values
                    com.docker.network.enable_ipv6                 | 'true'           | use spec.enableIPv6
                    """)
    void anOptionThatTheEngineWouldChokeOnIsRefused(String key, String value, String why)
            throws JsonProcessingException {
        List<Violation> broken = violations("backend", "{options: {" + key + ": " + value + "}}");
        assertThat(broken).extracting(Violation::field).containsExactly("spec.options[" + key + "]");
        assertThat(broken.getFirst().message()).contains(why);
    }

    @Test
    void namesOfOptionsAndLabelsAreNotBlankAndOurLabelsAreOurs() throws JsonProcessingException {
        assertThat(violations("backend", "{options: {'': x}, labels: {' ': x, dev.evenkeel.uid: x}}"))
                .extracting(Violation::field)
                .containsExactly("spec.options", "spec.labels", "spec.labels[dev.evenkeel.uid]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                                       | container   | FieldValueRequired
                    {container: /api}                                        | container   | FieldValueInvalid
                    {container: db}                                          | container   | FieldValueDuplicate
                    {container: api, aliases: [api, 'a b']}                  | aliases[1]  | FieldValueInvalid
                    {container: api, ipv4Address: 10.82.0.9}                 | ipv4Address | FieldValueInvalid
                    {container: api, ipv4Address: 10.81.0.9/24}              | ipv4Address | FieldValueInvalid
                    {container: api, ipv4Address: 'fd00:81::9'}              | ipv4Address | FieldValueInvalid
                    {container: api, ipv4Address: 10.81.0.255}               | ipv4Address | FieldValueInvalid
                    {container: api, ipv4Address: 10.81.0.50}                | ipv4Address | FieldValueDuplicate
                    {container: api, ipv4Address: 10.81.0.2}                 | ipv4Address | FieldValueDuplicate
                    {container: api, ipv4Address: 10.81.0.3}                 | ipv4Address | FieldValueDuplicate
                    {container: api, ipv6Address: 'fd00:82::9'}              | ipv6Address | FieldValueInvalid
                    {container: api, ipv6Address: 'fd00:81:0::50'}           | ipv6Address | FieldValueDuplicate
                    {container: api, ipv6Address: 10.81.0.9}                 | ipv6Address | FieldValueInvalid
                    {container: api, macAddress: 02-42-0a-51-00-64}          | macAddress  | FieldValueInvalid
                    {container: api, macAddress: '02:42:0a:51:00'}           | macAddress  | FieldValueInvalid
                    {container: api, macAddress: '02:42:0a:51:00:zz'}        | macAddress  | FieldValueInvalid
                    """)
    void anAttachmentThatCouldNotBeMadeIsRefused(String attachment, String field, Violation.Reason reason)
            throws JsonProcessingException {
        List<Violation> broken = violations("backend", """
                {enableIPv6: true, ipam: {config: [
                  {subnet: 10.81.0.0/24, gateway: 10.81.0.2, auxiliaryAddresses: {router: 10.81.0.3}},
                  {subnet: 'fd00:81::/64'}]},
                 attachments: [{container: db, ipv4Address: 10.81.0.50, ipv6Address: 'fd00:81::50'}, %s]}
                """.formatted(attachment));
        assertThat(broken).extracting(Violation::field).containsExactly("spec.attachments[1]." + field);
        assertThat(broken.getFirst().reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {subnet: 10.81.0.0/24}                          | 10.81.0.1
                    {subnet: 10.81.0.0/24, ipRange: 10.81.0.128/25} | 10.81.0.128
                    """)
    void theGatewayThatTheEngineWillChooseIsTakenToo(String pool, String address) throws JsonProcessingException {
        String attachment = "attachments: [{container: api, ipv4Address: " + address + "}]";
        assertThat(violations("backend", "{ipam: {config: [" + pool + "]}, " + attachment + "}"))
                .extracting(Violation::field)
                .containsExactly("spec.attachments[0].ipv4Address");
        assertThat(violations("backend", "{driver: macvlan, ipam: {config: [" + pool + "]}, " + attachment + "}"))
                .as("not every driver takes one")
                .isEmpty();
    }

    @Test
    void withoutASubnetNoAddressCanBeFixed() throws JsonProcessingException {
        assertThat(violations("backend", "{attachments: [{container: api, ipv4Address: 10.81.0.9}]}"))
                .extracting(Violation::field)
                .containsExactly("spec.attachments[0].ipv4Address");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws JsonProcessingException {
        assertThat(violations("host", """
                {driver: none, options: {'': x}, labels: {dev.evenkeel.x: y},
                 ipam: {config: [{subnet: 10.81.0.0/24, gateway: 10.9.9.9, ipRange: 10.9.9.0/24}]},
                 attachments: [{container: api, macAddress: x}]}"""))
                .extracting(Violation::field)
                .containsExactly(
                        "metadata.name",
                        "spec.driver",
                        "spec.options",
                        "spec.labels[dev.evenkeel.x]",
                        "spec.ipam.config[0].ipRange",
                        "spec.ipam.config[0].gateway",
                        "spec.attachments[0].macAddress");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                                                     | ``
                    {attachable: true}                                                     | spec.attachable
                    {attachable: true, driver: overlay}                                    | ``
                    {ipam: {config: [{subnet: 10.1.0.0/24}]},                 attachments: [{container: api, ipv4Address: 10.1.0.9}]} | spec.attachments[0].ipv4Address
                    {ipam: {config: [{subnet: 10.1.0.0/24, ipRange: 10.1.0.128/25}]}, attachments: [{container: api, ipv4Address: 10.1.0.9}]} | ``
                    {ipam: {config: [{subnet: 10.1.0.0/24, ipRange: 10.1.0.0/28}]}, attachments: [{container: db}, {container: api, ipv4Address: 10.1.0.9}]} | spec.attachments[1].ipv4Address
                    {enableIPv6: true, ipam: {config: [{subnet: 'fd00:81::/64'}]}, attachments: [{container: api, ipv6Address: 'fd00:81::9'}]} | spec.attachments[0].ipv6Address
                    """)
    void whatIsAllowedAndRegrettedIsWarnedOf(String yaml, String field) throws JsonProcessingException {
        List<String> warnings = NetworkKind.INSTANCE.warnings(spec(yaml));
        assertThat(warnings).hasSize(field.isEmpty() ? 0 : 1).allMatch(warning -> warning.startsWith(field + ": "));
    }

    private static List<Violation> violations(String name, String yaml) throws JsonProcessingException {
        return NetworkKind.INSTANCE.validate(name, spec(yaml));
    }

    private static NetworkSpec spec(String yaml) throws JsonProcessingException {
        return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), NetworkSpec.class);
    }
}
