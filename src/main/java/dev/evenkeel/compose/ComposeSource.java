package dev.evenkeel.compose;

/**
 * A file that was read.
 *
 * @param file as the user calls it
 */
public record ComposeSource(String file, String text) {}
