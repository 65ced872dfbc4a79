package dev.evenkeel.network.probe;

import dev.evenkeel.network.ProbeAnswer;
import dev.evenkeel.network.ProbeAnswer.Outcome;
import dev.evenkeel.network.ProbeQuestion.Resolve;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One question to the DNS server that the engine puts into every container (RFC 1035, by UDP). */
final class DnsQuery {

    /** Where the engine's server is, in each network namespace that has containers. */
    private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.11", 53);

    private static final int MESSAGE_MAX = 1232;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int CODE_MASK = 0xf;
    private static final int NO_SUCH_NAME = 3;
    private static final int CLASS_INTERNET = 1;
    private static final int TYPE_IPV4 = 1;
    private static final int TYPE_IPV6 = 28;
    private static final int LABEL_MAX = 63;
    private static final int POINTER = 0xc0;
    private static final int HEADER_COUNTS_IGNORED = 4;
    private static final int TTL_BYTES = 4;

    private DnsQuery() {}

    static ProbeAnswer ask(Resolve question, int patienceMillis) throws IOException {
        byte[] query = query(question);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(SERVER);
            socket.setSoTimeout(patienceMillis);
            socket.send(new DatagramPacket(query, query.length));
            DatagramPacket packet = new DatagramPacket(new byte[MESSAGE_MAX], MESSAGE_MAX);
            socket.receive(packet);
            return answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), type(question));
        } catch (SocketTimeoutException | PortUnreachableException silent) {
            return new ProbeAnswer(Outcome.Silent, "");
        }
    }

    static byte[] query(Resolve question) throws IOException {
        ByteBuffer query = ByteBuffer.allocate(MESSAGE_MAX);
        query.putShort((short) question.name().hashCode()).putShort((short) RECURSION_DESIRED);
        query.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        for (String label : question.name().split("\\.")) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0 || bytes.length > LABEL_MAX || query.remaining() < 2 * LABEL_MAX) {
                throw new IOException("DNS cannot carry the name " + question.name());
            }
            query.put((byte) bytes.length).put(bytes);
        }
        query.put((byte) 0).putShort((short) type(question)).putShort((short) CLASS_INTERNET);
        byte[] bytes = new byte[query.position()];
        query.flip().get(bytes);
        return bytes;
    }

    static ProbeAnswer answer(ByteBuffer message, int type) throws IOException {
        try {
            message.getShort();
            int code = message.getShort() & CODE_MASK;
            int questions = message.getShort();
            int answers = message.getShort();
            message.position(message.position() + HEADER_COUNTS_IGNORED);
            for (int i = 0; i < questions; i++) {
                skipName(message);
                message.getInt();
            }
            List<String> addresses = new ArrayList<>();
            for (int i = 0; i < answers; i++) {
                skipName(message);
                int found = message.getShort();
                message.position(message.position() + Short.BYTES + TTL_BYTES);
                byte[] content = new byte[message.getShort() & 0xffff];
                message.get(content);
                if (found == type) {
                    addresses.add(InetAddress.getByAddress(content).getHostAddress());
                }
            }
            return addresses.isEmpty()
                    ? new ProbeAnswer(Outcome.NoSuchName, code == NO_SUCH_NAME || code == 0 ? "" : "error " + code)
                    : new ProbeAnswer(Outcome.Yes, String.join(",", addresses));
        } catch (BufferUnderflowException | IllegalArgumentException cut) {
            throw new IOException("the DNS server's answer cannot be read", cut);
        }
    }

    private static int type(Resolve question) {
        return question.ipv6() ? TYPE_IPV6 : TYPE_IPV4;
    }

    private static void skipName(ByteBuffer message) {
        int length = message.get() & 0xff;
        while (length != 0) {
            if (length >= POINTER) {
                message.get();
                return;
            }
            message.position(message.position() + length);
            length = message.get() & 0xff;
        }
    }
}
