package dev.evenkeel.archive;

/** Is told every now and then how far a capture or verification is. Called by the working thread; must not block. */
@FunctionalInterface
public interface ArchiveProgress {

    ArchiveProgress SILENT = (tarBytes, entries) -> {};

    void reached(long tarBytes, long entries);
}
