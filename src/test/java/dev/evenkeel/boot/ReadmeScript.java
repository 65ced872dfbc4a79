package dev.evenkeel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of a document: those in its {@code sh} blocks.
 *
 * <p>A blank line, or the end of the block, ends a step. Lines {@code # → text} at the end of a step say what its output
 * contains. A step that only sets variables sets them for all steps after it, as in the shell of somebody who types
 * along.
 */
record ReadmeScript(List<Step> steps) {

    private static final String EXPECTATION = "# → ";

    /**
     * One command, or a few that belong together.
     *
     * @param text for bash
     * @param expected what the output contains
     */
    record Step(String text, List<String> expected) {

        boolean onlySetsVariables() {
            return text.lines().allMatch(line -> line.matches("(export )?\\w+=\\S*"));
        }

        boolean isCommand(String command) {
            return text.strip().equals(command);
        }
    }

    static ReadmeScript of(Path document) {
        List<Step> steps = new ArrayList<>();
        List<String> step = new ArrayList<>();
        boolean inside = false;
        for (String line : lines(document)) {
            boolean fence = line.startsWith("```");
            if (inside && (fence || line.isBlank())) {
                add(step, steps);
            } else if (inside) {
                step.add(line);
            }
            inside = fence ? line.equals("```sh") : inside;
        }
        return new ReadmeScript(List.copyOf(steps));
    }

    private static void add(List<String> step, List<Step> steps) {
        if (!step.isEmpty()) {
            List<String> text =
                    step.stream().filter(line -> !line.startsWith(EXPECTATION)).toList();
            List<String> expected = step.stream()
                    .filter(line -> line.startsWith(EXPECTATION))
                    .map(line -> line.substring(EXPECTATION.length()))
                    .toList();
            steps.add(new Step(String.join("\n", text), expected));
            step.clear();
        }
    }

    private static List<String> lines(Path document) {
        try {
            return Files.readAllLines(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
