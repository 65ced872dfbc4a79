package dev.evenkeel.command;

import dev.evenkeel.notify.Delivery;
import dev.evenkeel.notify.Notifier;
import dev.evenkeel.notify.Receiver;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trying out whether notifications arrive, with the settings of the command's own environment. */
@Command(name = "notification", description = "Tries out notifications.")
public final class NotificationCommand {

    private final Supplier<List<Receiver>> receivers;
    private final Clock clock;

    @Spec
    CommandSpec spec;

    public NotificationCommand(Supplier<List<Receiver>> receivers, Clock clock) {
        this.receivers = receivers;
        this.clock = clock;
    }

    @Command(description = "Sends a message to a receiver, or to all of them, and says whether it arrived.")
    void test(@Parameters(paramLabel = "NAME", arity = "0..*", description = "The receivers.") List<String> names)
            throws IOException, InterruptedException {
        List<Receiver> all = receivers.get();
        List<String> wanted = names == null ? List.of() : names;
        for (String name : wanted) {
            if (all.stream().noneMatch(receiver -> receiver.name().equals(name))) {
                throw new IOException("no receiver is called " + name + ": set evenkeel.notifications.NAME.url");
            }
        }
        if (all.isEmpty()) {
            throw new IOException("no receiver is configured: set evenkeel.notifications.NAME.url");
        }
        boolean arrived = true;
        PrintWriter out = spec.commandLine().getOut();
        for (Receiver receiver : all) {
            if (wanted.isEmpty() || wanted.contains(receiver.name())) {
                Delivery delivery = Notifier.test(receiver, clock.instant());
                out.println(receiver.name() + ": " + said(delivery));
                arrived &= delivery instanceof Delivery.Arrived;
            }
        }
        out.flush();
        if (!arrived) {
            throw new IOException("not every message arrived");
        }
    }

    private static String said(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Arrived any -> "arrived";
            case Delivery.Failed(String cause) -> "did not arrive: " + cause;
        };
    }
}
