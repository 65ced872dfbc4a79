package dev.evenkeel.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the process begins: it claims the data directory before anything else looks at it. */
@QuarkusMain
public final class Main {

    private static final String DATA_DIR_KEY = "evenkeel.data-dir";

    private Main() {}

    public static void main(String... args) {
        Path dataDir = Optional.ofNullable(System.getProperty(DATA_DIR_KEY))
                .or(() -> Optional.ofNullable(System.getenv("EVENKEEL_DATA_DIR")))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> DataDirectory.standard(
                        System.getProperty("user.name"), Path.of(System.getProperty("user.home"))))
                .toAbsolutePath();
        try {
            Optional<DataDirectory> claimed = DataDirectory.claim(dataDir);
            if (claimed.isEmpty()) {
                refuse("another Evenkeel is running on " + dataDir + "; stop it, or set EVENKEEL_DATA_DIR");
            } else {
                run(claimed.get(), dataDir, args);
            }
        } catch (IOException unusable) {
            refuse("the data directory cannot be used: " + unusable.getMessage() + "; set EVENKEEL_DATA_DIR");
        }
    }

    private static void run(DataDirectory claimed, Path dataDir, String... args) throws IOException {
        try (claimed) {
            claimed.dropStaleSocket();
            System.setProperty(DATA_DIR_KEY, dataDir.toString());
            Quarkus.run(args);
        }
    }

    private static void refuse(String why) {
        System.err.println("evenkeel: " + why);
        System.exit(1);
    }
}
