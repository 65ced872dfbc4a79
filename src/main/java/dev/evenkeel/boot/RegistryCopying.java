package dev.evenkeel.boot;

import dev.evenkeel.command.RegistryCommand;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.PostgresAddress;
import dev.evenkeel.registry.sql.PostgresDatabase;
import dev.evenkeel.registry.sql.RegistryCopy;
import dev.evenkeel.registry.sql.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Takes both registries for itself, so that nobody works on either, and copies one into the other. */
final class RegistryCopying implements RegistryCommand.Copying {

    private final Clock clock;

    RegistryCopying(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String copy(RegistryCommand.Database to) throws IOException {
        PostgresAddress server = RegistryWiring.server(Settings.config().registry())
                .orElseThrow(() -> new IOException("no server is named: set EVENKEEL_REGISTRY_URL"));
        Path dataDir = Settings.dataDir();
        Path file = dataDir.resolve(DataDirectory.REGISTRY);
        boolean toServer = to == RegistryCommand.Database.postgresql;
        if (toServer && !Files.exists(file)) {
            throw new IOException("there is no registry in " + dataDir + "; set EVENKEEL_DATA_DIR");
        }
        Optional<DataDirectory> claimed = DataDirectory.claim(dataDir);
        if (claimed.isEmpty()) {
            throw new IOException("an Evenkeel is running on " + dataDir + ": stop it first");
        }
        return copy(claimed.get(), server, file, toServer);
    }

    private String copy(DataDirectory claimed, PostgresAddress server, Path file, boolean toServer) throws IOException {
        try (claimed;
                RevisionLog onServer = PostgresDatabase.open(
                        server, RegistryWiring.processName(), clock.instant().toString(), System::nanoTime, why -> {});
                RevisionLog inFile = SqliteDatabase.open(file)) {
            int count = toServer ? RegistryCopy.copy(inFile, onServer) : RegistryCopy.copy(onServer, inFile);
            return "copied " + count + " resources and events from " + (toServer ? file : server) + " to "
                    + (toServer ? server : file);
        }
    }
}
