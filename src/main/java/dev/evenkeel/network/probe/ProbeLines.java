package dev.evenkeel.network.probe;

import dev.evenkeel.network.ProbeAnswer;
import dev.evenkeel.network.ProbeAnswer.Outcome;
import dev.evenkeel.network.ProbeQuestion;
import dev.evenkeel.network.ProbeQuestion.Connect;
import dev.evenkeel.network.ProbeQuestion.Ping;
import dev.evenkeel.network.ProbeQuestion.Resolve;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Questions and answers as lines of words, between the two processes. */
final class ProbeLines {

    /** Said first by a process that found itself where it should be. */
    static final String HERE = "here";

    private ProbeLines() {}

    static String line(ProbeQuestion question) {
        return switch (question) {
            case Resolve resolve -> "resolve " + encoded(resolve.name()) + (resolve.ipv6() ? " 6" : " 4");
            case Ping ping -> "ping " + ping.address();
            case Connect connect -> "connect " + connect.address() + " " + connect.port();
        };
    }

    static Optional<ProbeQuestion> question(String line) {
        String[] words = line.split(" ");
        return switch (words[0] + words.length) {
            case "resolve3" -> Optional.of(new Resolve(decoded(words[1]), words[2].equals("6")));
            case "ping2" -> Optional.of(new Ping(words[1]));
            case "connect3" -> Optional.of(new Connect(words[1], Integer.parseInt(words[2])));
            default -> Optional.empty();
        };
    }

    /** Engines take any text for an alias, and it must not become a line of its own. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String decoded(String name) {
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }

    /** {@code number} is the question's place among those that were asked. */
    static String line(int number, ProbeAnswer answer) {
        return number + " " + answer.outcome() + " " + answer.detail().replaceAll("\\s+", " ");
    }

    /** The place of the question, and the answer; a line that was cut short is none. */
    static Optional<Numbered> answer(String line) {
        String[] words = line.split(" ", 3);
        return words.length == 3 && words[0].matches("\\d{1,5}")
                ? Optional.of(
                        new Numbered(Integer.parseInt(words[0]), new ProbeAnswer(Outcome.valueOf(words[1]), words[2])))
                : Optional.empty();
    }

    record Numbered(int number, ProbeAnswer answer) {}
}
