package dev.evenkeel.boot;

import dev.evenkeel.command.EngineAccess;
import dev.evenkeel.command.PlanCommand;
import dev.evenkeel.engine.docker.DockerEngine;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.StoredResources;
import dev.evenkeel.registry.sql.PostgresAddress;
import dev.evenkeel.registry.sql.PostgresReading;
import dev.evenkeel.registry.sql.SqliteReading;
import dev.evenkeel.volume.VolumeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/** What the commands that look at an engine work with, of the settings as they are when a command runs. */
final class CommandTools implements PlanCommand.Surroundings {

    static EngineAccess engine() {
        EvenkeelConfig config = Settings.config();
        return new EngineAccess(
                config.dockerHost().toString(),
                open(config),
                Wiring.hostRoutes(config),
                new HostPolicy(Switches.of(config)));
    }

    /** The engine for as long as a command runs. */
    static DockerEngine open(EvenkeelConfig config) {
        return new DockerEngine(
                EngineAddress.of(config).connection(config.engine()),
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("engine-deadlines").daemon().factory()));
    }

    @Override
    public Optional<StoredResources> stored() throws IOException {
        List<String> kinds = List.of(NetworkKind.INSTANCE.kind(), VolumeKind.INSTANCE.kind());
        Optional<PostgresAddress> server =
                RegistryWiring.server(Settings.config().registry());
        if (server.isPresent()) {
            return Optional.of(PostgresReading.read(server.get(), kinds, new ResourceCodec()));
        }
        Path file = dataDir().resolve(DataDirectory.REGISTRY);
        return Files.exists(file)
                ? Optional.of(SqliteReading.read(file, kinds, new ResourceCodec()))
                : Optional.empty();
    }

    @Override
    public Path dataDir() {
        return Settings.dataDir();
    }

    @Override
    public boolean coloured() {
        String wish = System.getenv("NO_COLOR");
        return (wish == null || wish.isEmpty()) && Terminal.isAt(1);
    }
}
