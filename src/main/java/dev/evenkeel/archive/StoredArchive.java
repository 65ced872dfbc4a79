package dev.evenkeel.archive;

/** A complete archive in a store. */
public record StoredArchive(ArchiveLocation location, ManifestHead head) {}
