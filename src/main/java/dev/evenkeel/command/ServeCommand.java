package dev.evenkeel.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The service itself. Its options are settings said otherwise: who reads the settings finds them there. */
@Command(
        name = "serve",
        description = "Serves the API and keeps everything as declared; the same as no command at all.",
        footer = {
            "",
            "Options win over system properties, and these over the environment. Everything that can be set, and its"
                    + " default, is in docs/configuration.md: evenkeel.api-port is --api-port and EVENKEEL_API_PORT.",
            "",
            "Example:",
            "  evenkeel serve --data-dir /srv/evenkeel --api-host 0.0.0.0"
        })
public final class ServeCommand implements Callable<Integer> {

    private static final int PORT_MAX = 65_535;

    private final Callable<Integer> service;

    @Mixin
    DataDirOption dataDir;

    @Mixin
    EngineOption engine;

    @Spec
    CommandSpec spec;

    /** @param service runs until it is told to end, and answers the exit code */
    public ServeCommand(Callable<Integer> service) {
        this.service = service;
    }

    @Option(names = "--api-host", paramLabel = "ADDRESS", description = "The address that the API listens on.")
    void apiHost(String host) {
        set("api-host", host);
    }

    @Option(names = "--api-port", paramLabel = "PORT", description = "The port of the API.")
    void apiPort(int port) {
        set("api-port", port("--api-port", port));
    }

    @Option(
            names = "--management-host",
            paramLabel = "ADDRESS",
            description = "The address that health and metrics listen on.")
    void managementHost(String host) {
        set("management-host", host);
    }

    @Option(names = "--management-port", paramLabel = "PORT", description = "The port of health and metrics.")
    void managementPort(int port) {
        set("management-port", port("--management-port", port));
    }

    @Option(names = "--backup-path", paramLabel = "FOLDER", description = "The folder of the store local.")
    void backupPath(String folder) {
        set("backup.path", folder);
    }

    @Option(names = "--resync", paramLabel = "TIME", description = "How often everything is compared anyway, as 30s.")
    void resync(String time) {
        set("resync", time);
    }

    @Option(names = "--log-format", paramLabel = "FORMAT", description = "How the log is written: text or json.")
    void logFormat(String format) {
        set("log.format", format);
    }

    @Override
    public Integer call() throws Exception {
        return service.call();
    }

    private static void set(String key, String value) {
        System.setProperty("evenkeel." + key, value);
    }

    private String port(String option, int port) {
        if (port < 1 || port > PORT_MAX) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + port + " is no port: from 1 to " + PORT_MAX);
        }
        return Integer.toString(port);
    }
}
