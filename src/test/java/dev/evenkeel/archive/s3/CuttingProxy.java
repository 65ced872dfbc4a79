package dev.evenkeel.archive.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes on what is said between a client and a server, until it breaks a connection off. */
final class CuttingProxy implements AutoCloseable {

    private static final String REFUSAL =
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";

    private static final int HEAD_MAX = 2_000;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile int cutsLeft;
    private volatile long cutUpAfter = Long.MAX_VALUE;
    private volatile long cutDownAfter = Long.MAX_VALUE;
    private volatile boolean deletionsRefused;
    private final AtomicLong passedUp = new AtomicLong();
    private final AtomicLong passedDown = new AtomicLong();
    private final AtomicLong bytesUp = new AtomicLong();
    private final StringBuffer said = new StringBuffer();

    CuttingProxy(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Breaks a connection off whenever so many more bytes have come from clients, so many times. */
    void cutUploads(int times, long after) {
        passedUp.set(0);
        cutsLeft = times;
        cutUpAfter = after;
        cutDownAfter = Long.MAX_VALUE;
    }

    /** Likewise, after so many bytes from the server. */
    void cutDownloads(int times, long after) {
        passedDown.set(0);
        cutsLeft = times;
        cutDownAfter = after;
        cutUpAfter = Long.MAX_VALUE;
    }

    void refuseDeletions() {
        deletionsRefused = true;
    }

    /** How many connections were broken off. */
    int cuts() {
        return cuts.get();
    }

    /** How many bytes came from clients. */
    long bytesUp() {
        return bytesUp.get();
    }

    /** Whether a client has said that, in the head of a request. */
    boolean heard(String words) {
        return said.indexOf(words) >= 0;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread back = Thread.ofVirtual().start(() -> pass(server, client, false));
            pass(client, server, true);
            back.join();
        } catch (IOException gone) {
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket from, Socket to, boolean up) {
        byte[] buffer = new byte[16 * 1024];
        AtomicLong passed = up ? passedUp : passedDown;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (up && !hear(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    from.getOutputStream().write(refusal());
                    break;
                }
                if (passed.addAndGet(read) > (up ? cutUpAfter : cutDownAfter) && takeCut()) {
                    passed.set(0);
                    break;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException broken) {
            cutShort(from, to);
            return;
        }
        cutShort(from, to);
    }

    /** False when it is refused. */
    private boolean hear(String words) {
        bytesUp.addAndGet(words.length());
        if (words.startsWith("POST ") || words.startsWith("PUT ")) {
            said.append(words, 0, Math.min(words.length(), HEAD_MAX));
        }
        return !(deletionsRefused && words.startsWith("DELETE "));
    }

    private synchronized boolean takeCut() {
        if (cutsLeft == 0) {
            return false;
        }
        cutsLeft--;
        cuts.incrementAndGet();
        return true;
    }

    private static byte[] refusal() {
        return ("HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + REFUSAL.length() + "\r\n\r\n" + REFUSAL)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void cutShort(Socket one, Socket other) {
        for (Socket socket : new Socket[] {one, other}) {
            try {
                socket.close();
            } catch (IOException gone) {
                continue;
            }
        }
    }

    /** Nobody answers any more, not even on connections that were kept. */
    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : clients) {
            socket.close();
        }
    }
}
