package dev.evenkeel.archive;

/** Writes members as a manifest holds them. */
final class ManifestMembers {}
