package dev.evenkeel.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** What a command line answers: its exit code, and what it said where. */
record Said(int code, String out, String err) {

    static final Build BUILD = new Build("1.2.3", "abc", "25");

    static Said by(Object command, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = EvenkeelCommand.line(BUILD, List.of(command))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int code = line.execute(words);
        return new Said(code, out.toString(), err.toString());
    }
}
