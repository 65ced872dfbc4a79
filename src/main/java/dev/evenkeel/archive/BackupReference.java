package dev.evenkeel.archive;

/** The backup which an archive belongs to. */
public record BackupReference(String name, String uid) {}
