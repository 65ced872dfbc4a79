package dev.evenkeel.boot;

import io.smallrye.config.WithDefault;

/** What is printed while the program runs. */
interface LogConfig {

    /** The form of a line. */
    @WithDefault("text")
    Format format();

    /** For people, or for programs. */
    enum Format {
        text,
        json
    }
}
