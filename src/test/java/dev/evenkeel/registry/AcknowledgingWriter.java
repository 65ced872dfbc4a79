package dev.evenkeel.registry;

import dev.evenkeel.registry.LampKind.Glow;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/**
 * A process that writes one resource after another and says on standard output which ones are safe. It is there to be
 * killed by {@link RegistryCrashIT}.
 */
final class AcknowledgingWriter {

    private AcknowledgingWriter() {}

    /** Takes the database file and the numbers of the first and last resource to write. */
    public static void main(String[] arguments) {
        LampKind lamps = new LampKind();
        try (RevisionLog log = SqliteDatabase.open(Path.of(arguments[0]))) {
            Registry registry = new Registry(log, new ResourceCodec(), Clock.systemUTC(), () -> UUID.randomUUID()
                    .toString());
            for (int i = Integer.parseInt(arguments[1]); i <= Integer.parseInt(arguments[2]); i++) {
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
}
