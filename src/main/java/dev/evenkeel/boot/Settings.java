package dev.evenkeel.boot;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What is set, read the same way as later, but before there is a framework that could do it; and only when somebody
 * asks, so that what the command line says counts.
 */
final class Settings {

    private static final String DATA_DIR = "evenkeel.data-dir";

    private Settings() {}

    /** The data directory, which is settled by asking: from here on it is in the system property. */
    static Path dataDir() {
        Path dataDir = Optional.ofNullable(System.getProperty(DATA_DIR))
                .or(() -> Optional.ofNullable(System.getenv("EVENKEEL_DATA_DIR")))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> DataDirectory.standard(
                        System.getProperty("user.name"), Path.of(System.getProperty("user.home"))))
                .toAbsolutePath();
        System.setProperty(DATA_DIR, dataDir.toString());
        return dataDir;
    }

    /** @throws IllegalArgumentException when something is set that cannot be used */
    static EvenkeelConfig config() {
        try {
            dataDir();
            return new SmallRyeConfigBuilder()
                    .addDefaultSources()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withMapping(EvenkeelConfig.class)
                    .build()
                    .getConfigMapping(EvenkeelConfig.class);
        } catch (ConfigValidationException | IllegalArgumentException wrong) {
            throw unusable(wrong);
        }
    }

    static IllegalArgumentException unusable(RuntimeException wrong) {
        return new IllegalArgumentException("what is set cannot be used: " + wrong.getMessage(), wrong);
    }

    static WaysIn waysIn(Clock clock) {
        EvenkeelConfig config = config();
        return new WaysIn(dataDir(), config, clock);
    }
}
