package dev.evenkeel.boot;

import dev.evenkeel.policy.HostRoute;
import dev.evenkeel.policy.HostRoutes;
import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The kernel's routes, if the engine has the same. From a container of its own, or by TCP, Evenkeel sees other routes
 * than the engine's host, and then it tells none: the kernel lists a socket only where its listener was made.
 */
final class HostRouteTable implements HostRoutes {

    /** Of more than this the rest is not looked at: some routers know the whole internet. */
    static final int ROUTES_MAX = 10_000;

    /** Wider routes are ways out, such as a VPN that takes each half of everything, and overlap every subnet. */
    private static final int PREFIX_MIN = 8;

    private static final Logger LOG = Logger.getLogger(HostRouteTable.class);

    /** From the kernel's uapi/linux/route.h, ipv6_route.h and net.h. */
    private static final long UP = 0x1;

    private static final long REJECT = 0x200;
    private static final long ANYCAST = 0x100000;
    private static final long LOCAL = 0x80000000L;
    private static final long ACCEPTS_CONNECTIONS = 0x10000;

    private final Path net;
    private final Path socket;

    /**
     * @param net {@code /proc/net}
     * @param socket the engine's
     */
    HostRouteTable(Path net, Path socket) {
        this.net = net;
        this.socket = socket;
    }

    @Override
    public List<HostRoute> read() {
        try {
            if (!engineIsHere()) {
                return List.of();
            }
            return Stream.concat(
                            rows("route").map(HostRouteTable::version4),
                            rows("ipv6_route").map(HostRouteTable::version6))
                    .flatMap(Optional::stream)
                    .filter(route -> route.block().getNetworkPrefixLength() >= PREFIX_MIN)
                    .filter(route ->
                            !route.block().isLinkLocal() && !route.block().isMulticast())
                    .limit(ROUTES_MAX)
                    .toList();
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.debugf("routes of the host unknown cause=\"%s\"", unreadable.getMessage());
            return List.of();
        }
    }

    /** Num RefCount Protocol Flags Type St Inode Path */
    private boolean engineIsHere() throws IOException {
        Path engine = socket.toRealPath();
        return rows("unix")
                .filter(row -> row.length > 7 && row[7].startsWith("/"))
                .filter(row -> (number(row[3]) & ACCEPTS_CONNECTIONS) != 0)
                .anyMatch(row -> isSame(row[7], engine));
    }

    private static boolean isSame(String path, Path engine) {
        try {
            return Path.of(path).toRealPath().equals(engine);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Iface Destination Gateway Flags RefCnt Use Metric Mask, addresses as numbers of this machine. */
    private static Optional<HostRoute> version4(String[] row) {
        if (row.length < 8 || !isHexadecimal(row[1]) || !leadsSomewhere(number(row[3]))) {
            return Optional.empty();
        }
        IPAddress block = new IPv4Address(bytes(row[1]), Integer.bitCount((int) number(row[7])));
        return Optional.of(new HostRoute(block.toPrefixBlock(), row[0]));
    }

    /** Destination, its length, source, its length, next hop, metric, reference count, use count, flags, device. */
    private static Optional<HostRoute> version6(String[] row) {
        if (row.length < 10 || !leadsSomewhere(number(row[8]))) {
            return Optional.empty();
        }
        IPAddress block = new IPv6Address(HexFormat.of().parseHex(row[0]), (int) number(row[1]));
        return Optional.of(new HostRoute(block.toPrefixBlock(), row[9]));
    }

    private static boolean leadsSomewhere(long flags) {
        return (flags & UP) != 0 && (flags & (REJECT | ANYCAST | LOCAL)) == 0;
    }

    /** The first row of the table for IPv4 is a heading. */
    private static boolean isHexadecimal(String word) {
        return word.chars().allMatch(HexFormat::isHexDigit);
    }

    private static byte[] bytes(String word) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt((int) number(word))
                .array();
    }

    private static long number(String hexadecimal) {
        return Long.parseLong(hexadecimal, 16);
    }

    private Stream<String[]> rows(String table) throws IOException {
        Path file = net.resolve(table);
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(String::strip).map(HostRouteTable::words)
                : Stream.empty();
    }

    private static String[] words(String row) {
        return row.split("\\s+");
    }
}
