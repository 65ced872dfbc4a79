package dev.evenkeel.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For the Tab key. */
@Command(
        name = "completion",
        description = "Prints what a shell needs to complete commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(evenkeel completion bash)",
            "  evenkeel completion bash >/etc/bash_completion.d/evenkeel",
            "  source <(evenkeel completion zsh)"
        })
public final class CompletionCommand implements Callable<Integer> {

    /** Those that can be served. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    Shell shell;

    @Spec
    CommandSpec spec;

    /** One script: it finds out itself whether it is in a zsh, and loads what that needs to be like bash. */
    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash(EvenkeelCommand.NAME, spec.parent().commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
