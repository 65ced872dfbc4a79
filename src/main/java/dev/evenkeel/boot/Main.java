package dev.evenkeel.boot;

import dev.evenkeel.command.Build;
import dev.evenkeel.command.EvenkeelCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the process begins: it claims the data directory and makes the ways in before anything else looks at it. */
@QuarkusMain
public final class Main {

    private static final List<String> JSON_LOG =
            List.of("quarkus.log.console.json.enabled", "quarkus.log.file.json.enabled");

    private static final String SERVE = "serve";

    private Main() {}

    public static void main(String... args) {
        String[] words = args.length == 0 ? new String[] {SERVE} : args;
        boolean serving = words[0].equals(SERVE);
        if (!serving) {
            // Without the framework everything would be logged, down to each byte, and kept for when it starts.
            // Commands
            // say themselves what there is to say.
            Logger.getLogger("").setLevel(Level.OFF);
        }
        BuildProperties said = BuildProperties.read();
        Build build =
                new Build(said.version(), said.revision(), Runtime.version().toString());
        int code = EvenkeelCommand.line(build, Commands.all(build, Main::serve)).execute(words);
        // After serving, how the process ends is the framework's business: it may be ending already.
        if (code != 0 || !serving) {
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
            checkEngineAndReceivers(config);
            if (config.log().format() == LogConfig.Format.json) {
                JSON_LOG.forEach(key -> System.setProperty(key, "true"));
            }
            new WaysIn(dataDir, config, Clock.systemUTC()).prepare();
            Quarkus.run();
        }
    }

    private static void checkEngineAndReceivers(EvenkeelConfig config) {
        try {
            EngineAddress.of(config).connection(config.engine());
            Notifications.receivers(config);
        } catch (IllegalArgumentException wrong) {
            throw Settings.unusable(wrong);
        }
    }
}
