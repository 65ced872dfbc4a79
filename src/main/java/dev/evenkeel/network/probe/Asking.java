package dev.evenkeel.network.probe;

import dev.evenkeel.network.ProbeAnswer;
import dev.evenkeel.network.ProbeAnswer.Outcome;
import dev.evenkeel.network.ProbeQuestion;
import dev.evenkeel.network.ProbeQuestion.Connect;
import dev.evenkeel.network.ProbeQuestion.Ping;
import dev.evenkeel.network.ProbeQuestion.Resolve;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Asks one question from where this process is. */
final class Asking {

    private static final int PATIENCE_MILLIS = 1500;

    /** The kernel's neighbours in IPv4, with a flag for those that answered when they were asked who they are. */
    private static final Path NEIGHBOURS = Path.of("/proc/net/arp");

    private static final int NEIGHBOUR_ADDRESS = 0;
    private static final int NEIGHBOUR_FLAGS = 2;
    private static final int COMPLETE = 0x2;

    private Asking() {}

    static ProbeAnswer ask(ProbeQuestion question) {
        try {
            return switch (question) {
                case Resolve resolve -> DnsQuery.ask(resolve, PATIENCE_MILLIS);
                case Ping ping -> ping(ping.address());
                case Connect connect -> connect(connect);
            };
        } catch (IOException failure) {
            return new ProbeAnswer(Outcome.Failed, String.valueOf(failure.getMessage()));
        }
    }

    private static ProbeAnswer ping(String address) throws IOException {
        return InetAddress.getByName(address).isReachable(PATIENCE_MILLIS)
                ? new ProbeAnswer(Outcome.Yes, "")
                : unanswered(address);
    }

    private static ProbeAnswer connect(Connect connect) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(connect.address(), connect.port()), PATIENCE_MILLIS);
            return new ProbeAnswer(Outcome.Yes, "");
        } catch (ConnectException refused) {
            return new ProbeAnswer(Outcome.Refused, "");
        } catch (SocketTimeoutException | NoRouteToHostException silent) {
            return unanswered(connect.address());
        }
    }

    private static ProbeAnswer unanswered(String address) throws IOException {
        try (Stream<String> lines = Files.lines(NEIGHBOURS)) {
            boolean there = lines.skip(1)
                    .map(line -> line.split("\\s+"))
                    .filter(words -> words[NEIGHBOUR_ADDRESS].equals(address))
                    .anyMatch(words -> (Integer.decode(words[NEIGHBOUR_FLAGS]) & COMPLETE) != 0);
            return new ProbeAnswer(there ? Outcome.Dropped : Outcome.Silent, "");
        }
    }
}
