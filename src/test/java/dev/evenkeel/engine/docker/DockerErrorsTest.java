package dev.evenkeel.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words are those that engines 20.10, 26.1, 28.5 and 29 were heard to say. */
class DockerErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NotFound         | 404 | network nw-zzz not found
            NotFound         | 404 | No such container: nw-run
            NotFound         | 404 | get nw-v: no such volume
            NotFound         | 500 | Could not attach to network 26: rpc error: code = NotFound desc = network 26 not found
            NotFound         | 500 | network nw-a not found
            NameTaken        | 409 | network with name nw-a already exists
            NameTaken        | 400 | 3 matches found based on name: network nw-a is ambiguous
            InUse            | 403 | error while removing network: network nw-a id 12 has active endpoints
            InUse            | 403 | network nw-x has active endpoints (name:"nw-x" id:"1170")
            InUse            | 400 | rpc error: code = FailedPrecondition desc = network 12 is in use by service 34
            InUse            | 409 | remove nw-opt: volume is in use - [12]
            InUse            | 409 | You cannot remove a running container 12. Stop the container before attempting removal
            InUse            | 409 | cannot remove container "/nw": container is running: stop the container before removing
            AlreadyConnected | 403 | endpoint with name nw-run already exists in network nw-a
            NotConnected     | 500 | container 12 is not connected to network nw-b
            NotConnected     | 500 | container 12 is not connected to the network nw-b
            AddressInUse     | 403 | Address already in use
            AddressPool      | 403 | Pool overlaps with other one on this address space
            AddressPool      | 403 | invalid pool request: Pool overlaps with other one on this address space
            AddressPool      | 404 | could not find an available, non-overlapping IPv4 address pool among the defaults
            AddressPool      | 400 | all predefined address pools have been fully subnetted
            Rejected         | 400 | invalid network config: invalid subnet 10.66.0.0: invalid CIDR block notation
            Rejected         | 500 | Invalid subnet 10.66.0.0 : invalid CIDR address: 10.66.0.0
            Rejected         | 500 | failed to allocate gateway (10.71.0.1): Requested address is out of range
            Rejected         | 500 | failed to allocate secondary ip address (x:10.77.4.1): Address already in use
            Rejected         | 500 | failed to parse com.docker.network.driver.mtu value: abc (strconv.Atoi: invalid syntax)
            Rejected         | 500 | Invalid address 10.99.0.1: It does not belong to any of this network's subnets
            SwarmRequired    | 503 | This node is not a swarm manager. Use "docker swarm init" or "docker swarm join"
            Rejected         | 404 | plugin "nope" not found
            Rejected         | 404 | could not find a network matching network mode 12
            Rejected         | 403 | bridge is a pre-defined network and cannot be removed
            Rejected         | 403 | only one instance of "host" network is allowed
            Rejected         | 500 | rpc error: code = PermissionDenied desc = network nw-ovn not manually attachable
            Unreachable      | 400 | client version 1.51 is too new. Maximum supported API version is 1.41
            Unreachable      | 400 | client version 1.39 is too old. Minimum supported API version is 1.40, please upgrade your client to a newer version
            DeviceGone       | 500 | failed to create endpoint dp1 on network dp: adding interface veth1 to bridge br-1 failed: Device does not exist
            DeviceGone       | 500 | adding interface veth1 to bridge br-1 failed: could not find bridge br-1: route ip+net: no such network interface
            Failed           | 500 | failed to create the ipvlan port: operation not supported
            DeviceGone       | 500 | error while mounting volume '/v': failed to mount local volume: no such device
            MountFailed      | 500 | error while mounting volume '/v': failed to mount local volume: invalid argument
            Failed           | 409 | removal of container 12 is already in progress
            """)
    void failureIsNamedByWhatTheEngineMeans(String name, int status, String message) {
        EngineException failure = DockerErrors.named(status, message);

        assertThat(failure.getClass().getSimpleName()).isEqualTo(name);
        assertThat(failure).hasMessage(message);
    }

    @Test
    void failureWithoutAWordTellsItsStatus() {
        assertThat(DockerErrors.named(502, "")).hasMessage("status 502");
    }
}
