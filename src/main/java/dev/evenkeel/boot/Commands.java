package dev.evenkeel.boot;

import dev.evenkeel.command.Build;
import dev.evenkeel.command.CompletionCommand;
import dev.evenkeel.command.KubeconfigCommand;
import dev.evenkeel.command.NotificationCommand;
import dev.evenkeel.command.RestoreCommand;
import dev.evenkeel.command.ServeCommand;
import dev.evenkeel.command.TokenCommand;
import dev.evenkeel.command.VersionCommand;
import java.io.IOException;
import java.nio.file.Files;
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
                new RestoreCommand(
                        new RecoveryRoom(clock), new Interruption(), errorIsTerminal(), clock, System::nanoTime),
                new VersionCommand(build, () -> Settings.dataDir().resolve(DataDirectory.SOCKET)),
                new CompletionCommand());
    }

    /** The JVM does not tell; Linux does. */
    private static boolean errorIsTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
