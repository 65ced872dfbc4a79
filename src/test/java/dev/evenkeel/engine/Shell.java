package dev.evenkeel.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command of the system, run to its end. */
final class Shell {

    private Shell() {}

    /** What it prints, stripped; {@link EngineException.Failed} with that if it fails. */
    static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new EngineException.Failed(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException failure) {
            throw new IllegalStateException(command.getFirst() + " cannot be run", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
