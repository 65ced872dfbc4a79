package dev.evenkeel.boot;

import dev.evenkeel.command.KubeconfigCommand;
import dev.evenkeel.command.NotificationCommand;
import dev.evenkeel.command.ServeCommand;
import dev.evenkeel.command.TokenCommand;
import dev.evenkeel.command.VersionCommand;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;

/** The commands, in the order in which help lists them. Each is given what it works with. */
final class Commands {

    private Commands() {}

    static List<Object> all(Callable<Integer> service) {
        Clock clock = Clock.systemUTC();
        return List.of(
                new ServeCommand(service),
                new TokenCommand(() -> Settings.waysIn(clock), clock),
                new KubeconfigCommand(() -> Settings.waysIn(clock)),
                new NotificationCommand(() -> Notifications.receivers(Settings.config()), clock),
                new VersionCommand());
    }
}
