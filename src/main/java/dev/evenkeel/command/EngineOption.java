package dev.evenkeel.command;

import picocli.CommandLine.Option;

/** {@code --docker-host}: another way to say the setting. */
final class EngineOption {

    @Option(
            names = {"-H", "--docker-host"},
            paramLabel = "URL",
            description = "The engine, as for the docker command; otherwise that of DOCKER_HOST.")
    void set(String host) {
        System.setProperty("evenkeel.docker-host", host);
    }
}
