package dev.evenkeel.registry;

import dev.evenkeel.registry.LampKind.Glow;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.sql.PostgresAddress;
import dev.evenkeel.registry.sql.PostgresDatabase;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A process that writes one resource after another and says on standard output which ones are safe. It is there to be
 * killed by {@link RegistryCrashIT}.
 */
final class AcknowledgingWriter {

    private AcknowledgingWriter() {}

    /** Takes the numbers of the first and last resource to write, and what {@link #open} takes. */
    public static void main(String[] arguments) {
        LampKind lamps = new LampKind();
        try (RevisionLog log = open(List.of(arguments).subList(2, arguments.length))) {
            Registry registry = new Registry(log, new ResourceCodec(), Clock.systemUTC(), () -> UUID.randomUUID()
                    .toString());
            for (int i = Integer.parseInt(arguments[0]); i <= Integer.parseInt(arguments[1]); i++) {
                Metadata metadata = Metadata.named("default", "lamp-" + i);
                if (registry.find(lamps, lamps.key("default", metadata.name())).isEmpty()) {
                    Resource<Lamp, Glow> created =
                            registry.create(lamps, new Resource<>("Lamp", metadata, Lamp.of(i), lamps.emptyStatus()));
                    System.out.println(RegistryCrashIT.ACKNOWLEDGED + " " + i + " "
                            + created.metadata().resourceVersion());
                }
            }
        }
    }

    /** Takes a database file, or the URL of a server, a role and the file with its password. */
    static RevisionLog open(List<String> place) {
        return place.size() == 1
                ? SqliteDatabase.open(Path.of(place.getFirst()))
                : PostgresDatabase.open(
                        new PostgresAddress(
                                place.get(0), Optional.of(place.get(1)), Optional.of(Path.of(place.get(2)))),
                        "process " + ProcessHandle.current().pid(),
                        "now",
                        System::nanoTime,
                        why -> {});
    }
}
