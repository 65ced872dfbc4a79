package dev.evenkeel.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Where the process begins: it claims the data directory and makes the ways in before anything else looks at it. */
@QuarkusMain
public final class Main {

    private static final String DATA_DIR_KEY = "evenkeel.data-dir";

    private static final List<String> JSON_LOG =
            List.of("quarkus.log.console.json.enabled", "quarkus.log.file.json.enabled");

    private Main() {}

    public static void main(String... args) {
        Path dataDir = Optional.ofNullable(System.getProperty(DATA_DIR_KEY))
                .or(() -> Optional.ofNullable(System.getenv("EVENKEEL_DATA_DIR")))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> DataDirectory.standard(
                        System.getProperty("user.name"), Path.of(System.getProperty("user.home"))))
                .toAbsolutePath();
        System.setProperty(DATA_DIR_KEY, dataDir.toString());
        try {
            if (args.length > 0 && !args[0].equals("serve")) {
                EvenkeelConfig config = configuration();
                WaysIn waysIn = new WaysIn(dataDir, config, Clock.systemUTC());
                System.exit(new CommandLineTool(waysIn, config, dataDir, Clock.systemUTC()).run(version(), args));
            }
            Optional<DataDirectory> claimed = DataDirectory.claim(dataDir);
            if (claimed.isEmpty()) {
                refuse("another Evenkeel is running on " + dataDir + "; stop it, or set EVENKEEL_DATA_DIR");
            } else {
                run(claimed.get(), dataDir, args);
            }
        } catch (ConfigValidationException | IllegalArgumentException wrong) {
            refuse("what is set cannot be used: " + wrong.getMessage());
        } catch (IOException unusable) {
            refuse("the data directory cannot be used: " + unusable.getMessage() + "; set EVENKEEL_DATA_DIR");
        }
    }

    private static void run(DataDirectory claimed, Path dataDir, String... args) throws IOException {
        try (claimed) {
            claimed.dropStaleSocket();
            // Malformed URIs get as far as the API, which answers them with a Status; otherwise there is an empty body.
            System.setProperty("vertx.disableURIValidation", "true");
            EvenkeelConfig config = configuration();
            Optional<String> refusal = OpenDoor.refusal(config);
            if (refusal.isPresent()) {
                refuse(refusal.get());
            }
            EngineAddress.of(config).connection(config.engine());
            Notifications.receivers(config);
            if (config.log().format() == LogConfig.Format.json) {
                JSON_LOG.forEach(key -> System.setProperty(key, "true"));
            }
            new WaysIn(dataDir, config, Clock.systemUTC()).prepare();
            Quarkus.run(args);
        }
    }

    /** What is set, read the same way as later, but before there is a framework that could do it. */
    private static EvenkeelConfig configuration() {
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(EvenkeelConfig.class)
                .build()
                .getConfigMapping(EvenkeelConfig.class);
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("of unknown version");
    }

    private static void refuse(String why) {
        System.err.println("evenkeel: " + why);
        System.exit(1);
    }
}
