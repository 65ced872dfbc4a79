package dev.evenkeel.network.probe;

import dev.evenkeel.network.ProbeAnswer;
import dev.evenkeel.network.ProbeOrder;
import dev.evenkeel.network.ProbeQuestion;
import dev.evenkeel.network.ProbeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One {@link ProbeProgram} at work, and what it says. */
record Inquiry(ProbeOrder order, Process process, Paper paper) {

    static final String NOT_SEEN =
            "the container's process is not seen from here: the engine is elsewhere, or Evenkeel is in a container";

    /** Where questions, answers and complaints are written. */
    record Paper(Path questions, Path answers, Path complaints) {}

    static Inquiry start(ProbeOrder order, List<String> command, Paper paper) throws IOException {
        Files.write(
                paper.questions(),
                order.questions().stream().map(ProbeLines::line).toList());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(paper.questions().toFile())
                .redirectOutput(paper.answers().toFile())
                .redirectError(paper.complaints().toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        return new Inquiry(order, builder.start(), paper);
    }

    /** Waits for the end, at most so long; what has been said by then counts. */
    ProbeReport report(long nanos) throws IOException, InterruptedException {
        boolean ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
        kill();
        List<String> said = Files.readAllLines(paper.answers());
        if (!said.isEmpty() && said.getFirst().equals(ProbeLines.HERE)) {
            return new ProbeReport("", false, answers(said.subList(1, said.size())));
        }
        List<String> complaints = Files.readAllLines(paper.complaints());
        if (!complaints.isEmpty()) {
            return ProbeReport.none(complaints.getFirst());
        }
        return !ended
                ? ProbeReport.none("the probe did not start in time")
                : isTheContainer()
                        ? new ProbeReport("its interface is gone", true, Map.of())
                        : ProbeReport.none(NOT_SEEN);
    }

    void kill() {
        process.destroyForcibly();
    }

    private Map<ProbeQuestion, ProbeAnswer> answers(List<String> lines) {
        List<ProbeQuestion> questions = order.questions();
        Map<ProbeQuestion, ProbeAnswer> answers = new HashMap<>();
        for (String line : lines) {
            ProbeLines.answer(line)
                    .filter(one -> one.number() < questions.size())
                    .ifPresent(one -> answers.put(questions.get(one.number()), one.answer()));
        }
        return answers;
    }

    /** The kernel writes a container's id into the names of its control groups. */
    private boolean isTheContainer() throws IOException {
        Path groups = Path.of("/proc", Long.toString(order.pid()), "cgroup");
        return Files.exists(groups) && Files.readString(groups).contains(order.containerId());
    }
}
