package dev.evenkeel.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The service itself. */
@Command(
        name = "serve",
        description = "Serves the API and keeps everything as declared; the same as no command at all.")
public final class ServeCommand implements Callable<Integer> {

    private final Callable<Integer> service;

    @Mixin
    DataDirOption dataDir;

    /** @param service runs until it is told to end, and answers the exit code */
    public ServeCommand(Callable<Integer> service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        return service.call();
    }
}
