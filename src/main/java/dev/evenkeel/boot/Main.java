package dev.evenkeel.boot;

import dev.evenkeel.command.EvenkeelCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Where the process begins: it claims the data directory and makes the ways in before anything else looks at it. */
@QuarkusMain
public final class Main {

    private static final List<String> JSON_LOG =
            List.of("quarkus.log.console.json.enabled", "quarkus.log.file.json.enabled");

    private static final String SERVE = "serve";

    private Main() {}

    public static void main(String... args) {
        String[] words = args.length == 0 ? new String[] {SERVE} : args;
        int code = EvenkeelCommand.line(version(), Commands.all(Main::serve)).execute(words);
        // After serving, how the process ends is the framework's business: it may be ending already.
        if (code != 0 || !words[0].equals(SERVE)) {
            System.exit(code);
        }
    }

    /** Runs until it is told to end. */
    private static int serve() throws IOException {
        Path dataDir = Settings.dataDir();
        try {
            Optional<DataDirectory> claimed = DataDirectory.claim(dataDir);
            if (claimed.isEmpty()) {
                throw new IllegalStateException(
                        "another Evenkeel is running on " + dataDir + "; stop it, or set EVENKEEL_DATA_DIR");
            }
            serve(claimed.get(), dataDir);
            return 0;
        } catch (IOException unusable) {
            throw new IOException(
                    "the data directory cannot be used: " + unusable.getMessage() + "; set EVENKEEL_DATA_DIR",
                    unusable);
        }
    }

    private static void serve(DataDirectory claimed, Path dataDir) throws IOException {
        try (claimed) {
            claimed.dropStaleSocket();
            // Malformed URIs get as far as the API, which answers them with a Status; otherwise there is an empty body.
            System.setProperty("vertx.disableURIValidation", "true");
            EvenkeelConfig config = Settings.config();
            Optional<String> refusal = OpenDoor.refusal(config);
            if (refusal.isPresent()) {
                throw new IllegalStateException(refusal.get());
            }
            checkReceivers(config);
            if (config.log().format() == LogConfig.Format.json) {
                JSON_LOG.forEach(key -> System.setProperty(key, "true"));
            }
            new WaysIn(dataDir, config, Clock.systemUTC()).prepare();
            Quarkus.run();
        }
    }

    private static void checkReceivers(EvenkeelConfig config) {
        try {
            Notifications.receivers(config);
        } catch (IllegalArgumentException wrong) {
            throw Settings.unusable(wrong);
        }
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("of unknown version");
    }
}
