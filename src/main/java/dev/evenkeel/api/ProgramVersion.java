package dev.evenkeel.api;

/** The version of this program, as {@code GET /version} tells it. */
public record ProgramVersion(String version) {}
