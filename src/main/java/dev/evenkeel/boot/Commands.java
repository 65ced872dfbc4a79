package dev.evenkeel.boot;

import dev.evenkeel.command.Build;
import dev.evenkeel.command.CompletionCommand;
import dev.evenkeel.command.ExportCommand;
import dev.evenkeel.command.ImportCommand;
import dev.evenkeel.command.KubeconfigCommand;
import dev.evenkeel.command.NotificationCommand;
import dev.evenkeel.command.PlanCommand;
import dev.evenkeel.command.RegistryCommand;
import dev.evenkeel.command.RestoreCommand;
import dev.evenkeel.command.ServeCommand;
import dev.evenkeel.command.TokenCommand;
import dev.evenkeel.command.VersionCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;

/** The commands, in the order in which help lists them. Each is given what it works with. */
final class Commands {

    private Commands() {}

    static List<Object> all(Build build, Callable<Integer> service) {
        Clock clock = Clock.systemUTC();
        return List.of(
                new ServeCommand(service),
                new TokenCommand(() -> Settings.waysIn(clock), clock),
                new KubeconfigCommand(() -> Settings.waysIn(clock)),
                new NotificationCommand(() -> Notifications.receivers(Settings.config()), clock),
                new ExportCommand(CommandTools::engine),
                new ImportCommand(System.getenv(), Path.of("").toAbsolutePath(), System.in),
                new PlanCommand(CommandTools::engine, new CommandTools(), Wiring.kinds(), clock),
                new RestoreCommand(new RecoveryRoom(clock), new Interruption(), Terminal.isAt(2), System::nanoTime),
                new RegistryCommand(new RegistryCopying(clock)),
                new VersionCommand(build, () -> Settings.dataDir().resolve(DataDirectory.SOCKET)),
                new CompletionCommand());
    }
}
