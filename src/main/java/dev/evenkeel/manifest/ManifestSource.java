package dev.evenkeel.manifest;

/**
 * A file of manifests that was read.
 *
 * @param file as the user calls it
 */
public record ManifestSource(String file, String text) {}
