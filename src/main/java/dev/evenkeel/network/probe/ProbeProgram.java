package dev.evenkeel.network.probe;

import dev.evenkeel.network.ProbeAnswer;
import dev.evenkeel.network.ProbeQuestion;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own, for one network namespace: reads questions, one per line, prints the answers as they come, and
 * ends. It uses nothing but the JDK, so that it starts fast and needs nothing of the container it is in.
 */
public final class ProbeProgram {

    private static final int QUESTIONS_AT_ONCE = 64;

    private ProbeProgram() {}

    /** {@code arguments}: seconds to live, then addresses, of which one must be here. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<String> own = List.of(arguments).subList(1, arguments.length);
        if (!isHere(own)) {
            return;
        }
        out.println(ProbeLines.HERE);
        ExecutorService threads = Executors.newFixedThreadPool(QUESTIONS_AT_ONCE);
        List<ProbeQuestion> questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .flatMap(line -> ProbeLines.question(line).stream())
                .toList();
        for (int i = 0; i < questions.size(); i++) {
            int number = i;
            threads.execute(() -> {
                ProbeAnswer answer = Asking.ask(questions.get(number));
                out.println(ProbeLines.line(number, answer));
            });
        }
        threads.shutdown();
        threads.awaitTermination(Long.parseLong(arguments[0]), TimeUnit.SECONDS);
        threads.shutdownNow();
    }

    /** A pid that is another process's by now leads elsewhere. */
    private static boolean isHere(List<String> own) throws IOException {
        for (String address : own) {
            if (NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null) {
                return true;
            }
        }
        return false;
    }
}
