package dev.evenkeel.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data-dir}: an option is another way to say a setting, so there is one place that reads it. */
final class DataDirOption {

    static final String KEY = "evenkeel.data-dir";

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "The data directory; otherwise that of EVENKEEL_DATA_DIR.")
    void set(Path folder) {
        System.setProperty(KEY, folder.toAbsolutePath().toString());
    }
}
