package dev.evenkeel.command;

/**
 * What program this is.
 *
 * @param revision of the source; empty when whoever built it did not say
 */
public record Build(String version, String revision, String java) {

    String text() {
        return "evenkeel " + version + (revision.isEmpty() ? "" : ", revision " + revision) + ", Java " + java;
    }
}
