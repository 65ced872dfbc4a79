package dev.evenkeel.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build has written down of itself.
 *
 * @param revision of the source; empty when whoever built it did not say
 */
record BuildProperties(String version, String revision, String quarkus) {

    static BuildProperties read() {
        Properties said = new Properties();
        try (InputStream file = BuildProperties.class.getResourceAsStream("/build.properties")) {
            said.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("build.properties cannot be read", unreadable);
        }
        return new BuildProperties(
                said.getProperty("version"), said.getProperty("revision"), said.getProperty("quarkus"));
    }
}
