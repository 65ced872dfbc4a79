package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.policy.HostRoute;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the kernel's lines are routes that a network must not take over, and whether they are the engine's host's. */
final class HostRouteTableTest {

    private static final String LISTENING = "00010000";

    @TempDir
    Path folder;

    private Path socket;

    @BeforeEach
    void tables() throws IOException {
        socket = Files.createFile(folder.resolve("docker.sock"));
        unix(LISTENING, socket);
        Files.writeString(folder.resolve("route"), """
                Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
                eth0	%s	%s	0003	0	0	0	%s	0	0	0
                tun0	%s	%s	0001	0	0	0	%s	0	0	0
                eth0	%s	%s	0001	0	0	0	%s	0	0	0
                tun1	%s	%s	0003	0	0	0	%s	0	0	0
                down	%s	%s	0000	0	0	0	%s	0	0	0
                *	%s	%s	0201	0	0	0	%s	0	0	0
                """.formatted(
                        word("00000000"),
                        word("C0A80001"),
                        word("00000000"),
                        word("80000000"),
                        word("00000000"),
                        word("80000000"),
                        word("C0A80000"),
                        word("00000000"),
                        word("FFFFFF00"),
                        word("0A000000"),
                        word("C0A80001"),
                        word("FF000000"),
                        word("0B000000"),
                        word("00000000"),
                        word("FF000000"),
                        word("0C000000"),
                        word("00000000"),
                        word("FF000000")));
        String any = "0".repeat(32) + " 00 " + "0".repeat(32) + " 00000100 00000001 00000000 ";
        Files.writeString(
                folder.resolve("ipv6_route"),
                "fd000000000000000000000000000000 40 " + any + "00000001     eth0\n"
                        + "fe800000000000000000000000000000 40 " + any + "00000001     eth0\n"
                        + "ff000000000000000000000000000000 08 " + any + "00000001     eth0\n"
                        + "20000000000000000000000000000000 03 " + any + "00000003     wg0\n"
                        + "fd010000000000000000000000000000 40 " + any + "00200201     lo\n"
                        + "fd000000000000000000000000000002 80 " + any + "80200001     eth0\n");
    }

    @Test
    void aRouteIsANeighbourAndNotAWayOutOrARefusal() {
        assertThat(table().read())
                .extracting(HostRoute::toString)
                .containsExactly(
                        "HostRoute[block=192.168.0.0/24, device=eth0]",
                        "HostRoute[block=10.0.0.0/8, device=tun1]",
                        "HostRoute[block=fd00::/64, device=eth0]");
    }

    @Test
    void anEngineThatListensElsewhereHasOtherRoutes() throws IOException {
        unix(LISTENING, folder.resolve("another.sock"));
        assertThat(table().read()).isEmpty();
        unix("00000000", socket);
        assertThat(table().read()).isEmpty();
        Files.delete(folder.resolve("unix"));
        assertThat(table().read()).isEmpty();
    }

    @Test
    void aLinkToTheSocketIsTheSocket() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.sock"), socket);
        assertThat(new HostRouteTable(folder, link).read()).hasSize(3);
    }

    @Test
    void tablesThatCannotBeReadTellNothing() throws IOException {
        Files.delete(folder.resolve("ipv6_route"));
        assertThat(table().read()).hasSize(2);
        Files.writeString(folder.resolve("ipv6_route"), "nonsense\n");
        assertThat(table().read()).hasSize(2);
        Files.writeString(folder.resolve("ipv6_route"), "g ".repeat(10) + "\n");
        assertThat(table().read()).isEmpty();
        assertThat(new HostRouteTable(folder, folder.resolve("gone.sock")).read())
                .isEmpty();
    }

    private HostRouteTable table() {
        return new HostRouteTable(folder, socket);
    }

    private void unix(String flags, Path path) throws IOException {
        Files.writeString(
                folder.resolve("unix"),
                "Num       RefCount Protocol Flags    Type St Inode Path\n"
                        + "0000000000000000: 00000002 00000000 00010000 0001 01 100\n"
                        + "0000000000000000: 00000002 00000000 00010000 0001 01 101 @abstract\n"
                        + "0000000000000000: 00000002 00000000 " + flags + " 0001 01 102 " + path + "\n");
    }

    /** An address as the kernel prints it: as a number of this machine. */
    private static String word(String address) {
        int number = Integer.parseUnsignedInt(address, 16);
        return "%08X"
                .formatted(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? number : Integer.reverseBytes(number));
    }
}
